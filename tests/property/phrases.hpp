// tests/property/phrases.hpp - things agents and clients say, by what they are for, in Dutch,
// French and English: the words random contacts are made of.
#pragma once

#include <string>
#include <vector>

#include "callnorm/text/language.hpp"

namespace callnorm::property {

using Lines = std::vector<std::string>;

struct Phrases {
  // agent
  Lines opening;      ///< greeting, name, recording notice, offer of help
  Lines restate;      ///< of what `problem` says
  Lines clarify;      ///< restricted questions about it
  Lines open_repair;  ///< "pardon?"
  Lines ask_data;
  Lines read_back;  ///< of the numbers in `numbers`
  Lines hold;
  Lines filler;
  Lines plain;     ///< no detector of the agent's acts finds anything in these
  Lines wordy;     ///< one sentence of more than 25 words each
  Lines familiar;  ///< T-forms and jargon of the scripts
  Lines formal;    ///< V-forms
  Lines promote;   ///< claims of the scripts' selling points
  Lines boast;     ///< claims no script approves
  Lines rebut;
  Lines acknowledge;
  Lines closing;  ///< whole formulas
  Lines farewell;
  // client
  Lines problem;  ///< on the purpose of the scripts, with numbers now and then
  Lines numbers;
  Lines confirm;
  Lines disconfirm;
  Lines answer;
  Lines object;
  Lines refuse;
  Lines accept;
  Lines interest;
  Lines small;  ///< short words of a listener
  Lines goodbye;
  // either
  Lines typed;  ///< texts to be typed
};

inline const Phrases& phrases(Language language) {
  static const Phrases nl{
      .opening = {"Goedemiddag, klantendienst Demo Energie, u spreekt met An.",
                  "Dit gesprek kan opgenomen worden om onze dienstverlening te verbeteren.",
                  "Waarmee kan ik u helpen?",
                  "Goedendag, mijn naam is An van Demo Mode. Waarmee kan ik helpen?"},
      .restate = {"Als ik u goed begrijp, verhuist u in mei naar Gent en klopt uw factuur niet?",
                  "Dus u wilt de verhuis naar Gent doorgeven?",
                  "U wilt het pakje terugsturen omdat de maat te klein is?",
                  "Met andere woorden, de meterstand van uw oude adres is niet juist."},
      .clarify = {"Welke factuur bedoelt u juist?", "Bedoelt u de afrekening van mei?",
                  "Welk pakje is te klein?", "Bedoelt u het oude of het nieuwe adres?"},
      .open_repair = {"Wablief?", "Excuseer, wat zei u?"},
      .ask_data = {"Wat is uw klantnummer?", "Mag ik uw naam?", "Wat is uw nieuwe adres?",
                   "Wat is de meterstand?", "Mag ik uw bestelnummer?"},
      .read_back = {"311 045 902?", "Dus dat is 12480?", "Uw nummer is 204 118 736, klopt dat?"},
      .hold = {"Een momentje, ik zoek het even op.", "Blijft u even aan de lijn?"},
      .filler = {"Euh.", "Hmm."},
      .plain = {"De leverancier stuurt een brief.", "Dat gebeurt automatisch.",
                "De straat ligt aan de andere kant.", "Morgen is het dinsdag.",
                "Het formulier heeft drie bladzijden."},
      .wordy = {"De leverancier van het net stuurt binnen enkele weken een brief waarin precies "
                "staat welke papieren er nodig zijn en op welke dag iemand langs de woning komt om "
                "de kast te openen.",
                "Het bedrag dat op de afrekening van het voorbije jaar stond wordt in het nieuwe "
                "contract verdeeld over twaalf schijven zodat elke maand ongeveer hetzelfde van de "
                "rekening gaat en er op het einde weinig verschil is."},
      .familiar = {"Jij moet gewoon je RMA meesturen, dat weet je toch.",
                   "Heb jij je SKU bij je? Jij vindt dat op je doos."},
      .formal = {"U vindt dat nummer op uw factuur.", "Dat regel ik voor u."},
      .promote = {"Wij hebben ook 100% Belgische groene stroom.",
                  "U kunt bij ons gratis gespreid betalen in drie schijven.",
                  "Bij ons is het gratis omruilen binnen dertig dagen."},
      .boast = {"Wij zijn gegarandeerd 40% goedkoper dan alle anderen."},
      .rebut = {"Maar u betaalt in het begin niets extra.",
                "Toch is het voordeliger dan uw huidige contract, want de prijs ligt vast."},
      .acknowledge = {"Ik begrijp dat u het duur vindt."},
      .closing = {"Ik heb uw verhuis geregistreerd. Kan ik u nog ergens anders mee helpen? Bedankt "
                  "voor uw telefoontje. Tot ziens.",
                  "Kan ik u nog ergens mee helpen?",
                  "Bedankt voor uw vertrouwen en nog een fijne dag."},
      .farewell = {"Tot ziens.", "Dag mevrouw."},
      .problem = {"Ik verhuis in mei van Aalst naar Gent en de factuur die ik gekregen heb klopt "
                  "niet met de meterstand.",
                  "Het pakje dat ik besteld had is te klein en ik wil het terugsturen voor een "
                  "andere maat of mijn geld terug.",
                  "Wij hebben een nieuw adres en ik weet niet wat ik met mijn elektriciteit moet "
                  "doen."},
      .numbers = {"Mijn klantnummer is 311 045 902.", "De stand is 12480.", "Dat is 204 118 736."},
      .confirm = {"Ja, dat klopt.", "Inderdaad.", "Ja voilà."},
      .disconfirm = {"Nee, dat klopt niet.", "Nee, helemaal niet."},
      .answer = {"De factuur van vorige maand.", "Het nieuwe adres in Gent."},
      .object = {"Dat is mij te duur.", "Daar heb ik nu geen tijd voor.",
                 "Dat moet ik eerst met mijn man bespreken."},
      .refuse = {"Nee, ik wil dat absoluut niet, stop ermee.", "Ik heb al nee gezegd."},
      .accept = {"Goed, doe dat maar.", "Dat neem ik."},
      .interest = {"Ik let wel op mijn budget.", "Het milieu is voor ons belangrijk.",
                   "Het moet vooral gemakkelijk zijn."},
      .small = {"Oké.", "Ja.", "Mhm."},
      .goodbye = {"Tot ziens.", "Dag.", "Merci, tot ziens."},
      .typed = {"Kapelstraat 14, 9160 Lokeren", "Klant houdt de oude woning aan tot eind juni.",
                "De factuur van april moet naar het nieuwe adres worden gestuurd."}};
  static const Phrases fr{
      .opening = {"Bonjour, service clientèle Demo Telecom, Anne à votre service.",
                  "Que puis-je faire pour vous ?",
                  "Bonjour, Demo Telecom, en quoi puis-je vous aider ?"},
      .restate = {"Si je comprends bien, votre connexion internet ne marche plus depuis hier ?",
                  "Donc votre modem clignote et la panne revient tous les soirs ?",
                  "Autrement dit, le modem ne s'allume plus."},
      .clarify = {"Quel modem exactement ?", "Vous parlez de la lumière rouge du modem ?",
                  "De quelle panne parlez-vous ?"},
      .open_repair = {"Pardon ?", "S'il vous plaît ?"},
      .ask_data = {"Quel est votre numéro de ligne ?", "Quelle est votre adresse ?",
                   "Votre nom, s'il vous plaît ?"},
      .read_back = {"02 511 23 45 ?", "Donc le 0475 12 34 56 ?"},
      .hold = {"Un instant, je vérifie.", "Restez en ligne, je regarde."},
      .filler = {"Euh.", "Hum."},
      .plain = {"La voiture du technicien est blanche.", "Cela se fait automatiquement.",
                "Le bâtiment a trois étages.", "Demain, c'est mardi."},
      .wordy = {"Le technicien qui passe dans le quartier pendant la semaine prend toujours avec "
                "lui les pièces dont il a besoin pour remplacer la prise et le câble qui va de la "
                "rue jusqu'à la cave de la maison.",
                "La facture qui arrive au début du mois prochain reprend le montant de "
                "l'abonnement du mois passé et celui des appels vers l'étranger qui n'étaient pas "
                "compris dans la formule choisie au départ."},
      .familiar = {"Tu dois redémarrer ton modem, tu sais bien.", "Tu as ton numéro avec toi."},
      .formal = {"Vous trouvez ce numéro sur votre facture.", "Je m'en occupe pour vous."},
      .promote = {"Nous avons le réseau le plus étendu du pays."},
      .boast = {"Nous sommes garantis 40 % moins chers que tous les autres."},
      .rebut = {"Mais vous ne payez rien les trois premiers mois.",
                "Pourtant c'est plus avantageux, parce que le prix ne bouge pas."},
      .acknowledge = {"Je comprends que vous trouviez cela cher."},
      .closing = {"Puis-je encore faire quelque chose pour vous ? Merci de votre appel. Bonne "
                  "journée. Au revoir.",
                  "Puis-je encore faire quelque chose pour vous ?",
                  "Merci de votre appel et bonne journée."},
      .farewell = {"Au revoir.", "À bientôt."},
      .problem = {"Ma connexion internet tombe en panne tous les soirs depuis hier et le modem "
                  "clignote en rouge.",
                  "Le modem que vous avez envoyé ne s'allume plus et je ne peux plus travailler à "
                  "la maison avec mon ordinateur."},
      .numbers = {"Mon numéro est le 02 511 23 45.", "C'est le 0475 12 34 56."},
      .confirm = {"Oui, c'est ça.", "Exactement."},
      .disconfirm = {"Non, pas du tout.", "Non, ce n'est pas ça."},
      .answer = {"Le modem blanc du salon.", "La panne de ce matin."},
      .object = {"C'est trop cher pour moi.", "Je n'ai pas le temps maintenant.",
                 "Je dois d'abord en parler à mon mari."},
      .refuse = {"Non, je ne veux absolument pas, arrêtez.", "J'ai déjà dit non."},
      .accept = {"D'accord, faites comme ça.", "Je le prends."},
      .interest = {"Je fais attention au prix.", "La vitesse est importante pour nous."},
      .small = {"D'accord.", "Oui.", "Mhm."},
      .goodbye = {"Au revoir.", "Merci, au revoir."},
      .typed = {"Rue de la Chapelle 14, 4000 Liège", "Le client préfère un rendez-vous le matin.",
                "Le modem a été remplacé, la ligne répond à nouveau normalement."}};
  static const Phrases en{
      .opening = {"Good morning, Demo Bank customer service, my name is Ann.",
                  "This call may be recorded for quality and training purposes.",
                  "How can I help you?"},
      .restate = {"If I understand you correctly, your card was stolen on the tram yesterday?",
                  "So you want to block the card that was stolen?",
                  "In other words, a payment of 120 euro is not yours."},
      .clarify = {"Which card do you mean exactly?", "Do you mean the payment of last night?",
                  "When you say stolen, was the bank card in the bag?"},
      .open_repair = {"Pardon?", "Sorry, what did you say?"},
      .ask_data = {"What is your date of birth?", "May I have your account number?",
                   "Which address should we send it to?"},
      .read_back = {"311 045 902?", "So that is 0475 12 34 56?"},
      .hold = {"One moment, let me check.", "Please hold the line for a moment."},
      .filler = {"Um.", "Hmm."},
      .plain = {"The letter comes in a white envelope.", "That happens automatically.",
                "The office is on the third floor.", "Tomorrow is a Tuesday."},
      .wordy = {"The people in the other office look at every payment that was made with the card "
                "in the hours before it was blocked and write a letter with all of the amounts in "
                "it by the end of the week.",
                "The new card travels in a white envelope without any name on the outside and the "
                "number that belongs to it follows a few days later in a second letter that nobody "
                "should keep in the same place."},
      .familiar = {"It is only a chargeback under PSD2.",
                   "PSD2 says so, and a chargeback follows."},
      .formal = {"You will find that number on your statement.", "I will arrange that for you."},
      .promote = {"You can freeze your card in the app.",
                  "You can pay with your phone while you wait for the new card."},
      .boast = {"We are guaranteed 40% cheaper than every other bank."},
      .rebut = {"But you pay nothing for the first three months.",
                "Still, it is better value, because the price is fixed."},
      .acknowledge = {"I understand that you find it expensive."},
      .closing = {"I have blocked your card. Is there anything else I can do? Thank you for "
                  "calling. Goodbye.",
                  "Is there anything else I can help you with?",
                  "Thank you for calling and have a nice day."},
      .farewell = {"Goodbye.", "Bye now."},
      .problem = {"My bank card was stolen on the tram yesterday and there is a strange payment of "
                  "120 euro on my account.",
                  "I lost my card somewhere in the city and I want you to block it before somebody "
                  "pays with it."},
      .numbers = {"My number is 311 045 902.", "It is 0475 12 34 56."},
      .confirm = {"Yes, that's right.", "Exactly."},
      .disconfirm = {"No, not really.", "No, that's wrong."},
      .answer = {"The card with the blue stripe.", "The payment of last night in the shop."},
      .object = {"That is too expensive for me.", "I have no time for that now.",
                 "I have to ask my wife first."},
      .refuse = {"No, I absolutely do not want that, stop it.", "I have said no already."},
      .accept = {"All right, do that.", "I'll take it."},
      .interest = {"I travel a lot.", "Safety matters most to me."},
      .small = {"Okay.", "Yes.", "Mhm."},
      .goodbye = {"Bye.", "Thanks, goodbye."},
      .typed = {"14 Chapel Street, 2000 Antwerp", "The client keeps the old card until June.",
                "The payment of last night in the shop was not made by the client."}};
  return language == Language::nl ? nl : language == Language::fr ? fr : en;
}

}  // namespace callnorm::property
