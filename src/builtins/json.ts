import { cut } from "../values/describe.ts";
import { fromJson, toJson } from "../values/json.ts";
import { print } from "../values/print.ts";
import { Callable, type Value } from "../values/types.ts";
import { at, textAt } from "./arguments.ts";
import { calling, fails, gives } from "./build.ts";
import { Replacing, Revival } from "./json-walk.ts";
import { reserveText } from "./sizes.ts";
import { finished } from "./tasks.ts";

/** The namespace `JSON`. */
export const json = [
  calling(
    "JSON.parse(text: string, reviver?: function) -> any",
    "The value of a JSON text; keys keep their order, and text that looks like a date stays text. A reviver gets every `(key, value)` from the inside out and answers the value to use.",
    [
      gives("JSON.parse('[1, \\{\"a\": null\\}]')", '[1,{"a":null}]'),
      gives("JSON.parse('[1, 2]', (key, value) => key == \"\" ? value : value * 10)", "[10,20]"),
      fails("JSON.parse('[1, 2')", "AE2120"),
    ],
    (args, context) => {
      const text = textAt(args, 0);
      context.charge(text.length >> 8);
      const value = fromJson(text);
      return at(args, 1) === null ? finished(value) : new Revival(value, at(args, 1));
    },
  ),
  calling(
    "JSON.stringify(value: any, replacer?: function | list<string>, indent?: number | string) -> string",
    "The JSON text of a value; functions are left out, NaN and Infinity become null. A replacer is a list of the keys to keep, or a function that gets every `(key, value)` and answers the value to write; `indent` is a number of spaces or a text for each level.",
    [
      gives("JSON.stringify({a: [1, 0 / 0], f: x => x})", '{"a":[1,null]}'),
      gives("JSON.stringify([1], null, 2)", "[\n  1\n]"),
      gives('JSON.stringify({a: 1, b: 2}, ["b"])', '{"b":2}'),
      fails("let xs = []\nxs.push(xs)\nJSON.stringify(xs)", "AE2121"),
    ],
    (args, context) => {
      const replacer = at(args, 1);
      const keys = Array.isArray(replacer) ? replacer.map((key) => print(key)) : undefined;
      const finish = (value: Value): Value => {
        const text = toJson(value, { indent: indentation(at(args, 2)), keys, limits: context.limits });
        reserveText(context, text.length);
        return text;
      };
      return replacer instanceof Callable
        ? new Replacing(at(args, 0), replacer, finish)
        : finished(finish(at(args, 0)));
    },
  ),
];

/** At most ten characters, as in JavaScript. */
function indentation(indent: Value): string {
  if (typeof indent === "string") return cut(indent, Math.min(10, indent.length));
  return typeof indent === "number" ? " ".repeat(Math.max(0, Math.min(10, Math.trunc(indent) || 0))) : "";
}
