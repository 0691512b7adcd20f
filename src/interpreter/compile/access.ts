import type { Chain, IndexAccess, MemberAccess } from "../../syntax/ast.ts";
import { getIndex, getProperty } from "../../values/access.ts";
import { ObjectValue, type Value } from "../../values/types.ts";
import * as direct from "../direct/values.ts";
import { type Exec, type Frame, SKIP } from "../frame.ts";
import { guard } from "../raise.ts";
import * as waiting from "../waiting/values.ts";
import type { Compiler } from "./compiler.ts";
import { memberLink } from "./modules.ts";
import { readNamespace } from "./names.ts";
import { anyWaits, node, strict } from "./nodes.ts";

/** `object.property` */
export function compileMember(c: Compiler, ast: MemberAccess): Exec {
  const { object: owner, property, optional } = ast;
  if (owner.kind === "Name") {
    const found = c.module.references.get(owner);
    if (found?.form === "module") return memberLink(c, found.link, property.name, c.site(ast.span));
    if (found?.form === "namespace") return readNamespace(found.name, property.name, c.site(ast.span));
  }
  const object = c.expression(owner);
  const { name } = property;
  const site = c.site(ast.span);
  const text = c.text(owner);
  const slow = (frame: Frame, value: Value): Value => guard(frame, site, () => getProperty(value, name, text));
  const { run } = object;
  if (c.links.has(ast)) {
    const read = (frame: Frame, value: Value): Value => {
      if (value === SKIP || (optional && value === null)) return SKIP;
      return slow(frame, value);
    };
    return strict(
      [object],
      (frame, values) => read(frame, values[0]!),
      (frame) => read(frame, run(frame)),
    );
  }
  return strict(
    [object],
    (frame, values) => slow(frame, values[0]!),
    (frame) => {
      const value = run(frame);
      if (!(value instanceof ObjectValue)) return slow(frame, value);
      const found = value.get(name);
      return found === undefined ? null : found;
    },
  );
}

/** `object[index]` */
export function compileIndex(c: Compiler, ast: IndexAccess): Exec {
  const object = c.expression(ast.object);
  const index = c.expression(ast.index);
  const read = indexReader(c, ast);
  if (c.links.has(ast)) {
    const waits = anyWaits([object, index]);
    return node(waits, direct.linkedIndex, waiting.linkedIndex, object, index, read, ast.optional);
  }
  const first = object.run;
  const second = index.run;
  return strict(
    [object, index],
    (frame, values) => read(frame, values[0]!, values[1]!),
    (frame) => {
      const list = first(frame);
      const at = second(frame);
      if (Array.isArray(list) && typeof at === "number") {
        const item = list[at];
        if (item !== undefined) return item;
      }
      return read(frame, list, at);
    },
  );
}

/** Reads an element. */
export function indexReader(c: Compiler, ast: IndexAccess): (frame: Frame, object: Value, index: Value) => Value {
  const site = c.site(ast.span);
  const text = c.text(ast.object);
  return (frame, object, index) => guard(frame, site, () => getIndex(object, index, text));
}

/** A whole chain with `?.`: skipped means null. */
export function compileChain(c: Compiler, ast: Chain): Exec {
  for (let at: Chain["expression"] | MemberAccess["object"] = ast.expression; ; ) {
    c.links.add(at);
    if (at.kind === "MemberAccess" || at.kind === "IndexAccess") at = at.object;
    else if (at.kind === "Call") at = at.callee;
    else break;
  }
  const inner = c.expression(ast.expression);
  const { run } = inner;
  const settle = (value: Value): Value => (value === SKIP ? null : value);
  return strict(
    [inner],
    (_frame, values) => settle(values[0]!),
    (frame) => settle(run(frame)),
  );
}
