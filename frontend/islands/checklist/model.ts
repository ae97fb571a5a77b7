// What is a checklist?  The stored form that src/linli/engines/checklists/stored.py writes, defaults left out.

export type Words = Record<string, string>;
export type Answers = { [name: string]: string | Answers | Answers[] };

export type Rules = {
  relevant?: string;
  required?: string;
  readonly?: string;
  constraint?: string;
  calculation?: string;
  required_message?: Words;
  constraint_message?: Words;
};

type Common = { path: string; label?: Words; hint?: Words; rules?: Rules; appearance?: string[] };

export type Question = Common & {
  is: "question";
  kind: string;
  guidance?: Words;
  default?: string;
  default_expression?: string;
  triggers?: string[];
  source?: { list_name?: string; filter?: string; nodeset?: string; child?: string; file?: string };
  media?: Record<string, Words>;
  parameters?: Record<string, string>;
  data_type?: string;
  field_name?: string;
};
export type Group = Common & { is: "group"; children?: Node[]; flat?: boolean };
export type Repeat = Common & { is: "repeat"; children?: Node[]; count?: string };
export type Node = Question | Group | Repeat;

export type Choice = { name: string; label?: Words; columns?: Record<string, string>; media?: Record<string, Words> };

export type Checklist = {
  format: number;
  key: string;
  title: string;
  version?: string;
  languages?: string[];
  root?: string;
  children?: Node[];
  lists?: Record<string, Choice[]>;
  style?: string[];
  summary?: string;
};

const SILENT = new Set(["calculate", "hidden", "start", "end", "today", "username", "uncollected"]);
export const CHOOSING = new Set(["select_one", "select_multiple", "rank"]);
export const ATTACHED = new Set(["image", "audio", "video", "file"]);

export const isShown = (question: Question): boolean => !SILENT.has(question.kind);
export const nameOf = (node: { path: string }): string => node.path.slice(node.path.lastIndexOf("/") + 1);
export const pick = (words: Words | undefined, languages: string[]): string => {
  const all = words ?? {};
  return [...languages, ...Object.keys(all).sort()].map((each) => all[each]).find(Boolean) ?? "";
};
export const childrenOf = (node: Node): Node[] => (node.is === "question" ? [] : (node.children ?? []));
export const everyNode = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...everyNode(childrenOf(node))]);
/** The nodes of one level: flat groups are seen through. */
export const unfolded = (nodes: Node[]): Node[] =>
  nodes.flatMap((node) => (node.is === "group" && node.flat ? unfolded(node.children ?? []) : [node]));
