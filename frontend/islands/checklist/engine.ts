// What the tests of the checklist's reckoning need, without the page.
export { valueOf } from "./expressions";
export { parse } from "./grammar";
export { Place, momentOf, numberText, toNumber, toText } from "./values";
export { Chance, scopeAt } from "./world";
export { begun, everyPlace, questionOf, Run } from "./run";
export { isShown } from "./model";
export { amiss } from "./verdicts";
