// The page's expressions mean what the server's mean: the shared examples, run with `node --test frontend/tests/`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { load } from "./bundle.mjs";

const shared = new URL("../../tests/engines/checklists/expressions/vectors.json", import.meta.url);
const VECTORS = JSON.parse(readFileSync(shared, "utf8"));
const { Chance, Place, momentOf, numberText, parse, scopeAt, toNumber, toText, valueOf } = await load("islands/checklist/engine.ts");

function grow(place, value) {
  for (const [name, inner] of Object.entries(value)) {
    for (const each of Array.isArray(inner) ? inner : [inner]) {
      const child = place.add(name, typeof each === "string" ? each : "", Array.isArray(inner));
      if (typeof each === "object") grow(child, each);
    }
  }
}

function world() {
  const document = new Place("");
  grow(document.add("data"), VECTORS.data);
  const lists = new Map();
  for (const [name, items] of Object.entries(VECTORS.lists)) {
    const top = new Place("");
    const root = top.add("root");
    for (const item of items) grow(root.add("item"), item);
    lists.set(name, top);
  }
  const choiceLabel = (value, place) => {
    const generic = `/${(place?.lineage() ?? []).map((step) => step.name).join("/")}`;
    return VECTORS.choice_labels[generic]?.[value] ?? value;
  };
  return {
    document,
    today: momentOf(VECTORS.today, 480),
    now: momentOf(VECTORS.now, 480),
    language: VECTORS.language,
    version: "3",
    lists,
    read: (place) => place.text,
    applies: () => true,
    choiceLabel,
    chance: new Chance(),
  };
}

function found(document, address) {
  let here = document.children[0];
  for (const step of address.split("/").filter(Boolean)) {
    const [name, number] = step.replace("]", "").split("[");
    here = here.children.filter((child) => child.name === name)[(number ?? 1) - 1];
  }
  return here;
}

for (const [group, cases] of Object.entries(VECTORS.groups)) {
  for (const [expression, expected, address] of cases) {
    test(`${group}: ${expression}`, () => {
      const around = world();
      const value = valueOf(expression, scopeAt(around, found(around.document, address ?? "")));
      if (typeof expected === "boolean") assert.equal(value, expected);
      else if (typeof expected === "number") {
        const number = toNumber(value, 480);
        assert.ok(Math.abs(number - expected) <= 1e-12 * Math.max(1, Math.abs(expected)), `${number} is not ${expected}`);
      } else assert.equal(toText(value), expected);
    });
  }
}

for (const expression of VECTORS.unreadable) {
  test(`unreadable: ${expression}`, () => assert.throws(() => parse(expression)));
}

test("numbers are written without exponents", () => {
  assert.deepEqual([1e21, 1e-7, -2.5e-9, 0.1 + 0.2, -0].map(numberText), ["1000000000000000000000", "0.0000001", "-0.0000000025", "0.30000000000000004", "0"]);
});

test("chance is the server's", () => {
  assert.equal(numberText(new Chance("visit-7").draw("a")), VECTORS.drawn.number);
  assert.equal(new Chance("visit-7").uuid("id"), VECTORS.drawn.uuid);
});
