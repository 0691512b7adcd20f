// Derives src/interpreter/direct from src/interpreter/waiting: the same code with everything that yields taken out.
//   node scripts/derive-direct.mjs          writes the files
//   node scripts/derive-direct.mjs --check  fails when they are not up to date
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..", "src", "interpreter");

/** Replacements for one source text, made from its syntax tree. */
export function derive(name, text) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const edits = [];
  const replace = (node, by) => edits.push({ start: node.getStart(file), end: node.getEnd(), by });
  const containsYield = (node) =>
    ts.isYieldExpression(node) || (!ts.isFunctionLike(node) && (ts.forEachChild(node, containsYield) ?? false));
  const visit = (node) => {
    if (ts.isConditionalExpression(node) && containsYield(node.whenTrue)) {
      // `node.wait ? yield* node.wait(f) : node.run(f)` becomes `node.run(f)`
      edits.push({ start: node.getStart(file), end: node.whenFalse.getStart(file), by: "" });
      return visit(node.whenFalse);
    }
    if (
      ts.isIfStatement(node) &&
      ts.isExpressionStatement(node.thenStatement) &&
      ts.isYieldExpression(node.thenStatement.expression) &&
      !node.thenStatement.expression.asteriskToken
    ) {
      edits.push({ start: node.getFullStart(), end: node.getEnd(), by: "" });
      return;
    }
    if (ts.isYieldExpression(node)) {
      if (!node.asteriskToken) throw new Error(`${name}: a plain yield must be the only statement of an if`);
      edits.push({ start: node.getStart(file), end: node.expression.getStart(file), by: "" });
    }
    if ((ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) && node.asteriskToken)
      replace(node.asteriskToken, "");
    if (ts.isTypeReferenceNode(node) && node.typeName.getText(file) === "Steps") {
      const result = node.typeArguments?.[0];
      if (!isWaitMember(node)) replace(node, result ? result.getText(file) : "Value");
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  edits.sort((a, b) => b.start - a.start);
  let out = text;
  for (const { start, end, by } of edits) out = out.slice(0, start) + by + out.slice(end);
  // What only the waiting form used is imported no more.
  out = dropUnusedImports(out);
  const header = `// Derived from ../waiting/${name} by scripts/derive-direct.mjs. Do not edit.\n`;
  return header + out.replace(/^\/\*\*[\s\S]*?\*\/\n/, "");
}

/** `wait: ((…) => Steps<T>) | null` in a type describes a child, not this function. */
function isWaitMember(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isPropertySignature(at)) return true;
    if (ts.isFunctionLike(at) && !ts.isFunctionTypeNode(at)) return false;
  }
  return false;
}

function dropUnusedImports(text) {
  const file = ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true);
  const imports = file.statements.filter(ts.isImportDeclaration);
  const body = text.slice(imports.at(-1).getEnd());
  let out = text;
  for (const node of [...imports].reverse()) {
    const { namedBindings } = node.importClause;
    const kept = namedBindings.elements.filter((item) => new RegExp(`\\b${item.name.text}\\b`).test(body));
    const line =
      kept.length === 0
        ? ""
        : `import ${node.importClause.isTypeOnly ? "type " : ""}{ ${kept.map((item) => item.getText(file)).join(", ")} } from ${node.moduleSpecifier.getText(file)};`;
    out = out.slice(0, node.getStart(file)) + line + out.slice(node.getEnd());
  }
  return out;
}

if (process.argv[1] === import.meta.filename) {
  let stale = false;
  for (const name of readdirSync(join(root, "waiting"))) {
    const derived = derive(name, readFileSync(join(root, "waiting", name), "utf8"));
    const target = join(root, "direct", name);
    if (process.argv.includes("--check")) {
      const current = readFileSync(target, "utf8");
      if (current !== derived) {
        console.error(`${target} is not up to date: run node scripts/derive-direct.mjs`);
        stale = true;
      }
    } else writeFileSync(target, derived);
  }
  if (stale) process.exit(1);
}
