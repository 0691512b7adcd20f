import type { Node } from "./ast.ts";

/** Lines of the dump are kept shorter than this where a node can be broken. */
const width = 110;

/**
 * A readable text of a tree for golden files: `(Kind field=scalar field: child …)`, on one line where it fits.
 * Identifiers are bare words and Texts are quoted; null, false and empty fields, spans and comments are left out.
 */
export function dump(node: Node): string {
  return print(node, "");
}

type Plain = { readonly kind?: string } & Readonly<Record<string, unknown>>;

function print(value: unknown, indent: string): string {
  const line = inline(value);
  if (indent.length + line.length <= width || value === null || typeof value !== "object") return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + print(item, inner)).join("\n")}\n${indent}]`;
  const node = value as Plain;
  const lines = fields(node).map(([name, field]) => {
    const label = isScalar(field) ? `${name}=` : `${name}: `;
    return `${inner}${label}${print(field, inner)}`;
  });
  return `(${node.kind ?? ""}\n${lines.join("\n")}\n${indent})`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(" ")}]`;
  if (value === null || typeof value !== "object") return scalar(value);
  const node = value as Plain;
  if (node.kind === "Identifier") return String(node.name);
  if (node.kind === "Text") return JSON.stringify(node.value);
  const parts = fields(node).map(([name, field]) =>
    isScalar(field) ? `${name}=${scalar(field)}` : `${name}: ${inline(field)}`,
  );
  return `(${[node.kind ?? "", ...parts].filter((part) => part !== "").join(" ")})`;
}

/** The fields worth showing. */
function fields(node: Plain): [string, unknown][] {
  return Object.entries(node).filter(([name, value]) => {
    if (name === "kind" || name === "comments" || name === "span" || name.endsWith("Span")) return false;
    return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
  });
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

function scalar(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
