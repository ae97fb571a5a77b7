// Reads [{model, answers, prefill, setting}] and writes what the page makes of each: the server's tests compare.
import { load } from "./bundle.mjs";

const { amiss, begun, everyPlace, isShown, questionOf } = await load("islands/checklist/engine.ts");
let given = "";
for await (const part of process.stdin) given += part;

const reckoned = JSON.parse(given).map(({ model, answers, prefill, setting }) => {
  const run = begun(model, setting, answers, prefill ?? {});
  const asked = everyPlace(run.top).filter((place) => run.applies(place));
  const shown = asked.filter((place) => !questionOf(place) || isShown(questionOf(place)));
  const wrong = shown.map((place) => [place.address, questionOf(place) && amiss(run, questionOf(place), place)]);
  return {
    values: run.answers(),
    texts: run.answers(run.top, true),
    visible: shown.map((place) => place.address),
    errors: wrong.filter(([, what]) => what).map(([place, what]) => [place, what.why]),
    labels: Object.fromEntries(
      shown.filter(questionOf).map((place) => [place.address, run.spoken(questionOf(place).label, place)]),
    ),
  };
});
process.stdout.write(JSON.stringify(reckoned));
