// The sentences of the renderer itself, in Chinese and English; the checklist's own words come from its author.
import type { Amiss } from "./verdicts";

const CHINESE = {
  required: "请填写这一项。",
  mustFill: "必填",
  integer: "请填整数。",
  decimal: "请填数字。",
  date: "请填日期，例如 2026-03-08。",
  time: "请填时间，例如 09:30。",
  datetime: "请填日期和时间。",
  range: "请填 {0} 到 {1} 之间的数。",
  choice: "选中的选项已不在列表里，请重新选。",
  rank: "请给每一项都排上次序。",
  constraint: "填写的内容不符合要求，请检查。",
  summary: "还有 {0} 处要看一下：",
  pickOne: "请选择",
  add: "再添一个",
  remove: "删去{0}",
  entry: "第 {0} 个",
  takePhoto: "拍照或选照片",
  chooseFile: "选文件",
  removeFile: "删去照片",
  removeAttachment: "删去文件",
  kept: "已选：{0}",
  language: "语言",
  up: "上移{0}",
  down: "下移{0}",
  ranked: "第 {0} 位",
  rankStart: "用这个次序",
  locate: "记下现在的位置",
  located: "已记下位置",
  notLocated: "没有取得位置",
  badPhoto: "这张照片打不开，请换一张。",
  noChoices: "暂时没有可选的选项。",
  onlineOnly: "录音、视频和文件在手机里离线填不了；有网络时打开走访页再补。",
};
type Phrases = typeof CHINESE;
const ENGLISH: Phrases = {
  required: "Please fill this in.",
  mustFill: "required",
  integer: "A whole number, please.",
  decimal: "A number, please.",
  date: "A date, please, such as 2026-03-08.",
  time: "A time, please, such as 09:30.",
  datetime: "A date and a time, please.",
  range: "A number from {0} to {1}, please.",
  choice: "This choice is no longer on the list; please choose again.",
  rank: "Please put every item in its place.",
  constraint: "This does not fit; please check it.",
  summary: "{0} to look at:",
  pickOne: "Please choose",
  add: "Add another",
  remove: "Remove {0}",
  entry: "No. {0}",
  takePhoto: "Take or choose a photo",
  chooseFile: "Choose a file",
  removeFile: "Remove the photo",
  removeAttachment: "Remove the file",
  kept: "Chosen: {0}",
  language: "Language",
  up: "Move up {0}",
  down: "Move down {0}",
  ranked: "Place {0}",
  rankStart: "Use this order",
  locate: "Note where I am",
  located: "Place noted",
  notLocated: "The place could not be found",
  badPhoto: "This photo cannot be opened; please take another.",
  noChoices: "Nothing to choose from yet.",
  onlineOnly: "Sound, video and files cannot be added without a network; add them on the visit page when there is one.",
};

export type Phrase = keyof Phrases;
export const say = (phrase: Phrase, ...given: (string | number)[]): string =>
  (document.documentElement.lang.startsWith("en") ? ENGLISH : CHINESE)[phrase].replace(/\{(\d)\}/g, (_, at: string) =>
    String(given[Number(at)] ?? ""),
  );

export function sentence(amiss: Amiss): string {
  if (amiss.said) return amiss.said;
  const phrase = amiss.kind ?? amiss.why;
  return say((phrase in CHINESE ? phrase : "constraint") as Phrase, ...(amiss.ends ?? []));
}
