import type * as ast from "../../src/syntax/ast.ts";
import { dump, type Parsed, parse } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";

export function read(text: string): Parsed {
  return parse(new Source("test.aether", text));
}

/** Findings as `line:column code message`, one per line; empty for a program without errors. */
export function problems(text: string): string {
  const { source, diagnostics } = read(text);
  return diagnostics
    .map(({ code, message, span }) => {
      const { line, column } = source.position(span.start);
      return `${line}:${column} ${code} ${message}`;
    })
    .join("\n");
}

/** The statements of a correct program as dumps, one per line; of a broken one, what is wrong. */
export function tree(text: string): string {
  const { file } = read(text);
  return problems(text) || file.body.map(dump).join("\n");
}

/** The tree on one line. */
export function flat(text: string): string {
  return tree(text)
    .replace(/\n\s*/g, " ")
    .replace(/ (?=[)\]])|(?<=[[(]) /g, "");
}

/** The tree of an expression on one line. */
export function value(text: string): string {
  return flat(`x = ${text}`).replace(/^\(Assign "=" target: \(Name "x"\) value: (.*)\)$/, "$1");
}

/** The dump of broken code too. */
export function brokenTree(text: string): string {
  return read(text).file.body.map(dump).join("\n");
}

/** The text after all offered fixes of the first finding that has one. */
export function fixed(text: string): string {
  const fix = read(text).diagnostics.find(({ fixes }) => fixes && fixes.length > 0)?.fixes?.[0];
  if (!fix) return "no fix";
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end), text);
}

/** The first help text among the findings. */
export function help(text: string): string {
  return read(text).diagnostics.find(({ help: found }) => found !== undefined)?.help ?? "no help";
}

/** An expression with parentheses around every operation, so that a test shows how it groups. */
export function grouped(text: string): string {
  const { file, source } = read(text);
  const found = problems(text);
  if (found) return found;
  const show = (node: ast.Expression | ast.Spread): string => {
    switch (node.kind) {
      case "Binary":
      case "Logical":
        return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
      case "Unary":
        return node.operator === "not" ? `(not ${show(node.operand)})` : `(${node.operator}${show(node.operand)})`;
      case "Ternary":
        return `(${show(node.test)} ? ${show(node.then)} : ${show(node.otherwise)})`;
      case "Paren":
        return show(node.expression);
      case "MemberAccess":
        return `${show(node.object)}${node.optional ? "?." : "."}${node.property.name}`;
      case "IndexAccess":
        return `${show(node.object)}${node.optional ? "?." : ""}[${show(node.index)}]`;
      case "Call":
        return `${show(node.callee)}${node.optional ? "?." : ""}(${node.args.map(show).join(", ")})`;
      case "Chain":
        return `<${show(node.expression)}>`;
      case "PluginCall": {
        const { target } = node;
        const name =
          target.kind === "PathTarget"
            ? `${target.path}:${target.function.name}`
            : target.names.map((part) => part.name).join(".");
        return `{call ${name}(${node.args.map(show).join(", ")})}`;
      }
      case "List":
        return `[${node.items.map(show).join(", ")}]`;
      case "Spread":
        return `...${show(node.value)}`;
      case "FunctionExpression": {
        const params = node.params.map(({ span }) => source.slice(span)).join(", ");
        const { body } = node;
        const inner =
          body.kind === "Block" || body.kind === "Assign" || body.kind === "Update"
            ? source.slice(body.span)
            : show(body);
        return `{${params} => ${inner}}`;
      }
      default:
        return source.slice(node.span);
    }
  };
  const statements = file.body.map((statement) => {
    if (statement.kind === "ExpressionStatement") return show(statement.expression);
    if (statement.kind === "Let") return `let ${source.slice(statement.target.span)} = ${show(statement.value)}`;
    return `<${statement.kind}>`;
  });
  return statements.join(" ; ");
}
