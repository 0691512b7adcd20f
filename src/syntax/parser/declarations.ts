import type * as ast from "../ast.ts";
import {
  Assign,
  Colon,
  FunctionWord,
  Identifier,
  LParen,
  StringToken,
  ThinArrow,
  type Token,
} from "../lexer/tokens.ts";
import { MatchRules } from "./matching.ts";

/** Functions, types and imports. */
export abstract class DeclarationRules extends MatchRules {
  /** Text of the comments directly above an offset. */
  protected abstract docAbove(start: number): string | null;

  // ------------------------------------------------------------------------------------------------- declarations

  protected readonly functionDeclaration = this.rule("functionDeclaration", (): ast.FunctionDeclaration => {
    const start = this.start();
    const doc = this.RECORDING_PHASE ? null : this.docAbove(start);
    const name = this.SUBRULE(this.functionHead);
    const { params, returnType } = this.SUBRULE(this.signature);
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["fn"] });
    return { kind: "FunctionDeclaration", name, params, returnType, body, doc, span: this.from(start) };
  });

  /** `fn name`, also written with the word of another language, which is reported. */
  protected readonly functionHead = this.rule("functionHead", (): ast.Identifier => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.CONSUME(Identifier) }, { ALT: () => this.CONSUME(FunctionWord) }]);
      return this.identifier(this.CONSUME2(Identifier) as Token);
    }
    const word = this.peek();
    const span = this.spanOf(word);
    this.SKIP_TOKEN();
    const name = this.peek();
    if (word.image !== "fn") {
      const fix = { title: "Write `fn`", edits: [{ span, text: "fn" }] };
      this.problem("AE1027", span, { word: word.image, name: name.image }, { fixes: [fix] });
    }
    if (name.tokenType === LParen) {
      this.problem("AE1030", span);
      return { kind: "Identifier", name: "", span: { start: span.end, end: span.end } };
    }
    if (name.tokenType !== Identifier) this.problem("AE1050", this.spanOf(name), { word: name.image });
    this.SKIP_TOKEN();
    return this.identifier(name);
  });

  /** Parameters and result type; when they are broken, the body is still read. */
  protected readonly signature = this.rule("signature", () => {
    const level = this.peek().parent;
    let params: ast.Parameter[] = [];
    let returnType: ast.TypeExpression | null = null;
    this.attempt(
      level,
      () => {
        params = this.SUBRULE(this.parameters);
        if (!this.RECORDING_PHASE && this.next(ThinArrow)) this.thinArrow();
        this.OPTION(() => {
          this.CONSUME(Colon);
          returnType = this.SUBRULE(this.typeNote);
        });
      },
      () => undefined,
    );
    return { params, returnType };
  });

  /** `fn f() -> type`: reported and read as a result type. */
  private thinArrow(): void {
    const span = this.spanOf(this.peek());
    const edit = { span: { start: this.peek(0).end, end: span.end }, text: ":" };
    this.problem("AE1032", span, {}, { fixes: [{ title: "Write `:`", edits: [edit] }] });
    this.SKIP_TOKEN();
    this.SUBRULE(this.typeNote);
  }

  /** `var x = 1`, `const x = 1`: reported and read as `let`. */
  protected readonly variable = this.rule("variable", (): ast.Let => {
    const start = this.start();
    const word = this.CONSUME(Identifier) as Token;
    if (!this.RECORDING_PHASE) {
      const span = this.spanOf(word);
      this.problem(
        "AE1026",
        span,
        { word: word.image },
        { fixes: [{ title: "Write `let`", edits: [{ span, text: "let" }] }] },
      );
    }
    return this.SUBRULE(this.letRest, { ARGS: [start] });
  });

  protected readonly typeDeclaration = this.rule("typeDeclaration", (): ast.TypeDeclaration => {
    const start = this.start();
    this.CONSUME(Identifier);
    const name = this.identifier(this.CONSUME2(Identifier) as Token);
    this.CONSUME(Assign);
    const type = this.SUBRULE(this.typeNote);
    return { kind: "TypeDeclaration", name, type, span: this.from(start) };
  });

  /** `import "path" as alias`; without `as` the last part of the path is bound. */
  protected readonly importStatement = this.rule("importStatement", (): ast.Import => {
    const start = this.start();
    this.CONSUME(Identifier);
    const path = this.plainText(this.CONSUME(StringToken) as Token);
    let alias = this.impliedAlias(path);
    this.OPTION({
      GATE: () => this.nextWord("as"),
      DEF: () => {
        this.CONSUME2(Identifier);
        alias = this.SUBRULE(this.name);
      },
    });
    if (alias === null) {
      this.fault("AE1001", this.spanOf(this.peek()), { expected: "`as` and a name", found: this.found() });
    }
    return { kind: "Import", form: "import", path, alias, span: this.from(start) };
  });

  /** The name a path ends with; null when that is no name. */
  private impliedAlias(path: ast.Text): ast.Identifier | null {
    if (this.RECORDING_PHASE) return { kind: "Identifier", name: "", span: path.span };
    const name = path.value.replace(/\.aether$/, "").replace(/^.*\//s, "");
    return /^[\p{L}_$][\p{L}\p{N}\p{M}_$]*$/u.test(name) ? { kind: "Identifier", name, span: path.span } : null;
  }

  /** `use a/b`, the same as `import "a/b" as b`. */
  protected readonly use = this.rule("use", (): ast.Import => {
    const start = this.start();
    this.CONSUME(Identifier);
    const { path, pathSpan, last } = this.SUBRULE(this.modulePath);
    let alias = this.identifier(last);
    this.OPTION({
      GATE: () => this.nextWord("as"),
      DEF: () => {
        this.CONSUME2(Identifier);
        alias = this.SUBRULE(this.name);
      },
    });
    const text: ast.Text = { kind: "Text", value: path, span: pathSpan };
    return { kind: "Import", form: "use", path: text, alias, span: this.from(start) };
  });
}
