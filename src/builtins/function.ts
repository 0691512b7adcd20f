import { BoundFunction } from "../values/bound.ts";
import { elementsOf } from "../values/iterate.ts";
import type { Callable } from "../values/types.ts";
import { at } from "./arguments.ts";
import { calling, fails, gives, plain } from "./build.ts";
import { once } from "./tasks.ts";

/** Methods of functions. */
export const functionMethods = [
  calling(
    "function.apply(callee: function, receiver?: any, args?: list | set) -> any",
    "Calls the function with `this` and a list of arguments.",
    [gives("max.apply(null, [1, 3])", "3"), gives("(() => 5).apply()", "5"), fails("max.apply(null, 5)", "AE2150")],
    (args) => once(at(args, 0), at(args, 1), at(args, 2) === null ? [] : elementsOf(at(args, 2))),
  ),
  calling(
    "function.call(callee: function, receiver?: any, ...args: any) -> any",
    "Calls the function with `this` and arguments.",
    [
      gives('let named = function() { return this.name }\nnamed.call({name: "core"})', "core"),
      gives("max.call(null, 1, 3)", "3"),
    ],
    (args) => once(at(args, 0), at(args, 1), args.slice(2)),
  ),
  plain(
    "function.bind(callee: function, receiver?: any, ...args: any) -> function",
    "A function that calls this one with a fixed `this` and these arguments first.",
    [
      gives("let add = (a, b) => a + b\nlet inc = add.bind(null, 1)\ninc(2)", "3"),
      gives("((a, b) => a).bind(null, 1).length", "1"),
    ],
    (args) => new BoundFunction(at(args, 0) as Callable, at(args, 1), args.slice(2)),
  ),
];
