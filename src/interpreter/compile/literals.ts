import type { List, ObjectLiteral, Property, RegexLiteral, Spread, Template } from "../../syntax/ast.ts";
import { keyText } from "../../values/access.ts";
import { describe } from "../../values/describe.ts";
import { checkEntries, checkTextLength } from "../../values/limits.ts";
import { print } from "../../values/print.ts";
import { createRegex } from "../../values/regex.ts";
import { fail } from "../../values/thrown.ts";
import { ObjectValue, type Value } from "../../values/types.ts";
import { type Exec, FIBER, type Frame } from "../frame.ts";
import { guard } from "../raise.ts";
import { spreadCopy } from "./calls.ts";
import type { Compiler } from "./compiler.ts";
import { plain, strict } from "./nodes.ts";

export function constant(value: Value): Exec {
  return typeof value === "number" ? { run: () => value, wait: null, constant: value } : plain(() => value);
}

/** `[a, ...b]` */
export function compileList(c: Compiler, ast: List): Exec {
  const parts = ast.items.map((item) => (item.kind === "Spread" ? spreadCopy(c, item) : c.expression(item)));
  if (!ast.items.some((item) => item.kind === "Spread")) {
    return strict(
      parts,
      (_frame, values) => values,
      (frame) => {
        const values: Value[] = [];
        for (const part of parts) values.push(part.run(frame));
        return values;
      },
    );
  }
  const spread = ast.items.map((item) => item.kind === "Spread");
  const site = c.site(ast.span);
  return strict(parts, (frame, values) => {
    const list: Value[] = [];
    values.forEach((value, i) => {
      if (!spread[i]) list.push(value);
      else for (const item of value as Value[]) list.push(item);
    });
    guard(frame, site, () => checkEntries(list.length, frame[FIBER].machine.limits));
    return list;
  });
}

type Place = { readonly key: string | null; readonly spread: boolean };

/** `{a: 1, [k]: 2, ...o}`: a computed key is a part of its own, before its value. */
export function compileObject(c: Compiler, ast: ObjectLiteral): Exec {
  const parts: Exec[] = [];
  const places: Place[] = [];
  for (const member of ast.members) {
    if (member.kind === "Spread") {
      parts.push(spreadObject(c, member));
      places.push({ key: null, spread: true });
    } else {
      const key = fixedKey(member);
      if (key === null && member.key.kind === "Computed") {
        const site = c.site(member.key.span);
        const computed = c.expression(member.key.expression);
        parts.push(strict([computed], (frame, values) => guard(frame, site, () => keyText(values[0]!))));
      }
      parts.push(c.expression(member.value));
      places.push({ key, spread: false });
    }
  }
  return strict(parts, (_frame, values) => build(places, values), fastObject(parts, places));
}

function fixedKey(member: Property): string | null {
  const { key } = member;
  return key.kind === "Identifier" ? key.name : key.kind === "Text" ? key.value : null;
}

/** Objects with fixed keys only need no list of values in between. */
function fastObject(parts: readonly Exec[], places: readonly Place[]): ((frame: Frame) => Value) | null {
  const keys: string[] = [];
  for (const { key } of places) {
    if (key === null) return null;
    keys.push(key);
  }
  return (frame) => {
    const object = new ObjectValue();
    for (let i = 0; i < keys.length; i++) object.set(keys[i]!, parts[i]!.run(frame));
    return object;
  };
}

function build(places: readonly Place[], values: readonly Value[]): ObjectValue {
  const object = new ObjectValue();
  let at = 0;
  for (const { key, spread } of places) {
    if (spread) {
      const source = values[at++];
      if (source instanceof ObjectValue) for (const [name, value] of source) object.set(name, value);
    } else if (key !== null) object.set(key, values[at++]!);
    else {
      const computed = values[at++] as string;
      object.set(computed, values[at++]!);
    }
  }
  return object;
}

/** `...o` in an object literal: a copy of the object; null adds nothing. @throws AE2016 for other kinds */
function spreadObject(c: Compiler, ast: Spread): Exec {
  const site = c.site(ast.span);
  return strict([c.expression(ast.value)], (frame, values) => {
    const value = values[0]!;
    if (value === null) return null;
    if (value instanceof ObjectValue) return new ObjectValue(value);
    return guard(frame, site, () => fail("AE2016", { keys: "keys", value: describe(value) }));
  });
}

/** `"text {expression} text"` */
export function compileTemplate(c: Compiler, ast: Template): Exec {
  const parts = ast.parts.map((part) => (part.kind === "Text" ? constant(part.value) : c.expression(part)));
  const site = c.site(ast.span);
  const shown = (frame: Frame, value: Value): string => guard(frame, site, () => print(value));
  const join = (frame: Frame, texts: readonly string[]): string => {
    let length = 0;
    for (const text of texts) length += text.length;
    guard(frame, site, () => checkTextLength(length, frame[FIBER].machine.limits));
    return texts.join("");
  };
  return strict(
    parts,
    (frame, values) =>
      join(
        frame,
        values.map((value) => shown(frame, value)),
      ),
    (frame) => {
      let text = "";
      for (const part of parts) {
        const value = part.run(frame);
        text += typeof value === "string" ? value : shown(frame, value);
      }
      if (text.length > frame[FIBER].machine.limits.stringLength) join(frame, [text]);
      return text;
    },
  );
}

/** `/source/flags`: one value per evaluation, so that nobody shares its state. */
export function compileRegex(c: Compiler, ast: RegexLiteral): Exec {
  const site = c.site(ast.span);
  return plain((frame) => guard(frame, site, () => createRegex(ast.source, ast.flags)));
}
