# Writes the first ```<language> block of the README to OUT, so that what readers copy is what is tested.
# Run as a script: cmake -DREADME=… -DLANGUAGE=cpp -DOUT=… -P extract.cmake
file(READ "${README}" text)
string(FIND "${text}" "\n```${LANGUAGE}\n" begin)
if(begin EQUAL -1)
  message(FATAL_ERROR "${README} has no ${LANGUAGE} block")
endif()
string(LENGTH "\n```${LANGUAGE}\n" fence)
math(EXPR begin "${begin} + ${fence}")
string(SUBSTRING "${text}" ${begin} -1 rest)
string(FIND "${rest}" "\n```" end)
string(SUBSTRING "${rest}" 0 ${end} code)
file(WRITE "${OUT}" "${code}\n")
