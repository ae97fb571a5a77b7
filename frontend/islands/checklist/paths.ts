// Which places does a path lead to?  The twin of expressions/paths.py.
import type { Expression, Step } from "./grammar";
import { toTruth, type Nodes, type Place, type Value } from "./values";
import { nodes, type Scope } from "./world";

type Evaluate = (tree: Expression, scope: Scope) => Value;
type Path = Extract<Expression, { kind: "path" }>;

export function walk(tree: Path, scope: Scope, start: Nodes | null, evaluate: Evaluate, everywhere: boolean): Nodes {
  let found = start ? start.places : [tree.absolute ? scope.world.document : scope.here];
  let home = tree.absolute && !everywhere ? scope.current.lineage() : [];
  tree.steps.forEach((step, depth) => {
    const own = depth < tree.steps.length - 1 ? home[depth] : undefined;
    if (own && step.axis === "child" && step.name === own.name && !step.predicates.length) {
      found = [own];
      return;
    }
    home = [];
    found = stepped(found, step, scope, evaluate);
  });
  return nodes(scope, found);
}

function stepped(found: Place[], step: Step, scope: Scope, evaluate: Evaluate): Place[] {
  if (step.axis === "filter") return sifted(found, step, scope, evaluate);
  const reached = new Set<Place>();
  for (const place of found) {
    const near = (AXES[step.axis]?.(place) ?? []).filter((each) => step.name === "*" || step.name === each.name);
    for (const each of sifted(near, step, scope, evaluate)) reached.add(each);
  }
  return [...reached];
}

function sifted(near: Place[], step: Step, scope: Scope, evaluate: Evaluate): Place[] {
  return step.predicates.reduce((left, predicate) => {
    const applying = left.filter(scope.world.applies);
    return applying.filter((place, index) => {
      const value = evaluate(predicate, { ...scope, here: place, position: index + 1, size: applying.length });
      return typeof value === "number" ? value === index + 1 : toTruth(value);
    });
  }, near);
}

function siblings(place: Place, after: boolean): Place[] {
  const family = place.parent?.children ?? [];
  const at = family.indexOf(place);
  return after ? family.slice(at + 1) : family.slice(0, Math.max(at, 0)).reverse();
}

const below = (place: Place): Place[] => [place, ...place.children.flatMap(below)];

const AXES: Record<string, (place: Place) => Place[]> = {
  child: (place) => place.children,
  self: (place) => [place],
  parent: (place) => (place.parent ? [place.parent] : []),
  ancestor: (place) => place.lineage().slice(0, -1).reverse(),
  "ancestor-or-self": (place) => place.lineage().reverse(),
  descendant: (place) => below(place).slice(1),
  "descendant-or-self": below,
  "following-sibling": (place) => siblings(place, true),
  "preceding-sibling": (place) => siblings(place, false),
};
