import type { Node } from "./ast.ts";

/** Lines of the dump are kept shorter than this where a node can be broken. */
const width = 110;

/**
 * A readable text of a tree for golden files: `(Kind scalar field=scalar field: child …)`, on one line where it fits.
 * Identifiers are bare words and Texts are quoted; the scalar a node is about and an only child stand without their
 * field's name; null, false and empty fields, spans and comments are left out.
 */
export function dump(node: Node): string {
  return print(node, "");
}

type Plain = { readonly kind?: string } & Readonly<Record<string, unknown>>;

/** A piece of a node's text: its label and the value behind it. */
interface Piece {
  readonly label: string;
  readonly value: unknown;
}

/** Scalars that need no label, because they are what the node is about. */
const mainScalars = new Set(["name", "value", "operator", "word", "path", "form", "source"]);

function print(value: unknown, indent: string): string {
  const line = inline(value, width - indent.length);
  if (line !== null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + print(item, inner)).join("\n")}\n${indent}]`;
  if (value === null || typeof value !== "object" || isLeaf(value as Plain)) return scalar(value);
  const node = value as Plain;
  const pieces = piecesOf(node);
  const scalars = pieces.filter((piece) => isScalar(piece.value)).map(scalarPiece);
  const rest = pieces.filter((piece) => !isScalar(piece.value));
  const lines = rest.map(({ label, value: field }) => `${inner}${label}${print(field, inner)}`);
  return `(${[node.kind ?? "", ...scalars].filter((part) => part !== "").join(" ")}\n${lines.join("\n")}\n${indent})`;
}

/** The text on one line, or null when it is longer than `room`; gives up early, so that large trees stay cheap. */
function inline(value: unknown, room: number): string | null {
  if (value === null || typeof value !== "object") return scalar(value);
  if (Array.isArray(value)) return joined("[", value, "]", room);
  const node = value as Plain;
  if (node.kind === "Identifier") return String(node.name);
  if (node.kind === "Text") return JSON.stringify(node.value);
  let text = `(${node.kind ?? ""}`;
  for (const piece of piecesOf(node)) {
    const part = isScalar(piece.value)
      ? scalarPiece(piece)
      : inline(piece.value, room - text.length - piece.label.length);
    if (part === null) return null;
    text += `${text === "(" ? "" : " "}${isScalar(piece.value) ? "" : piece.label}${part}`;
    if (text.length >= room) return null;
  }
  return `${text})`;
}

function joined(open: string, items: readonly unknown[], close: string, room: number): string | null {
  let text = open;
  for (const item of items) {
    const part = inline(item, room - text.length);
    if (part === null) return null;
    text += `${text === open ? "" : " "}${part}`;
    if (text.length >= room) return null;
  }
  return text + close;
}

/** The fields worth showing, scalars first, with their labels; the elements of an only list stand by themselves. */
function piecesOf(node: Plain): Piece[] {
  const shown = Object.entries(node).filter(([name, value]) => {
    if (name === "kind" || name === "comments" || name === "span" || name.endsWith("Span")) return false;
    if (value === false) return node.kind === "BooleanLiteral";
    return value !== null && !(Array.isArray(value) && value.length === 0);
  });
  const scalars = shown
    .filter(([, value]) => isScalar(value))
    .map(([name, value]) => ({ label: labelOf(name), value }));
  const trees = shown.filter(([, value]) => !isScalar(value));
  const only = trees.length === 1 && node.kind !== undefined ? trees[0]![1] : null;
  if (Array.isArray(only)) return [...scalars, ...only.map((value: unknown) => ({ label: "", value }))];
  if (only !== null) return [...scalars, { label: "", value: only }];
  return [...scalars, ...trees.map(([name, value]) => ({ label: `${name}: `, value }))];
}

function labelOf(name: string): string {
  return mainScalars.has(name) ? "" : `${name}=`;
}

function scalarPiece({ label, value }: Piece): string {
  return `${label}${scalar(value)}`;
}

function isLeaf(node: Plain): boolean {
  return node.kind === "Identifier" || node.kind === "Text";
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

function scalar(value: unknown): string {
  if (value !== null && typeof value === "object") {
    const leaf = value as Plain;
    return leaf.kind === "Identifier" ? String(leaf.name) : JSON.stringify(leaf.value);
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
