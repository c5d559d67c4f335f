// Judges one contact by the default norm and prints the evaluation as JSON.
//
//   node evaluate.js CONTACT.json
//   node evaluate.js BEGUN.json live [PART.json ...]
//
// With `live` the contact begins as BEGUN.json says, each PART.json is pushed in turn, and the
// number of confirmed findings goes to standard error.
import { readFileSync, writeSync } from 'node:fs';
import { FINDING_CONFIRMED, Failure, loadCallnorm, register, unregister } from './callnorm.js';

const USAGE = 'usage: evaluate.js CONTACT.json | evaluate.js BEGUN.json live [PART.json ...]';

// What `use` makes of a resource, which is released afterwards.
function using(resource, release, use) {
  try {
    return use(resource);
  } finally {
    release(resource);
  }
}

function evaluate(callnorm, evaluator, bytes) {
  const contact = callnorm.importContact('callnorm', bytes, bytes.length, null);
  return using(contact, callnorm.destroyContact, () =>
    using(callnorm.evaluate(evaluator, contact), callnorm.destroyEvaluation, callnorm.toJson),
  );
}

function evaluateLive(callnorm, evaluator, begun, parts) {
  let confirmed = 0;
  const onFinding = register((_userData, finding, _act) => {
    if (finding === FINDING_CONFIRMED) confirmed += 1;
    return 0;
  });
  return using(onFinding, unregister, () => {
    const live = callnorm.createLive(evaluator, begun, begun.length, onFinding, null);
    const json = using(live, callnorm.destroyLive, () => {
      for (const part of parts) {
        const bytes = readFile(part);
        callnorm.pushJson(live, bytes, bytes.length);
      }
      return using(callnorm.finishLive(live), callnorm.destroyEvaluation, callnorm.toJson);
    });
    return { json, confirmed };
  });
}

function print(json) {
  const bytes = Buffer.concat([json, Buffer.from('\n')]);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(process.stdout.fd, bytes, done);
  } catch (failure) {
    throw new Failure(failure.message, 'standard output');
  }
}

function readFile(path) {
  try {
    return readFileSync(path);
  } catch (failure) {
    throw new Failure(failure.message, path);
  }
}

function run(path, way, ...parts) {
  if (path === undefined || (way !== undefined && way !== 'live')) {
    throw new Failure(USAGE, 'arguments');
  }
  const bytes = readFile(path);
  const callnorm = loadCallnorm();
  const evaluator = callnorm.createEvaluator(null, null, null);
  using(evaluator, callnorm.destroyEvaluator, () => {
    if (way === 'live') {
      const { json, confirmed } = evaluateLive(callnorm, evaluator, bytes, parts);
      print(json);
      console.error(`confirmed: ${confirmed}`);
    } else {
      print(evaluate(callnorm, evaluator, bytes));
    }
  });
}

try {
  run(...process.argv.slice(2));
} catch (failure) {
  console.error(`error: ${failure.message}`);
  process.exitCode = 1;
}
