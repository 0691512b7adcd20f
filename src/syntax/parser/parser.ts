import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../text/source.ts";
import type * as ast from "../ast.ts";
import { DocFinder } from "../docs.ts";
import { DeclaredWords } from "../lexer/declared.ts";
import type { Token } from "../lexer/tokens.ts";
import type { Pending } from "./base.ts";
import { PluginRules } from "./plugins.ts";

/** The parser: all groups of rules together, and the two ways in. Not re-entrant; one instance serves all sources. */
export class AetherParser extends PluginRules {
  private declared = new DeclaredWords([]);
  private docs = new DocFinder("", []);

  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  protected readonly file = this.rule("file", (): ast.Statement[] =>
    this.SUBRULE(this.statements, { ARGS: [null, false] }),
  );

  protected readonly interpolation = this.rule("interpolation", (): ast.Expression => {
    const value = this.SUBRULE(this.expression);
    if (!this.RECORDING_PHASE && !this.atEnd()) {
      this.noAssignment();
      if (!this.atEnd()) this.expected("`}`");
    }
    return value;
  });

  /** Parses a file from its balanced stream; `pending` interpolations are left to the caller. */
  readFile(source: Source, stream: Token[], comments: readonly ast.Comment[], limit: number) {
    this.pending = [];
    this.declared = new DeclaredWords(stream);
    this.docs = new DocFinder(source.text, comments);
    const body = this.run(
      source.text,
      stream,
      limit,
      () => this.file(),
      () => this.topLevel,
    );
    return { body: body.result, diagnostics: body.diagnostics, pending: this.pending };
  }

  /** Parses the inside of an interpolation; what it holds in strings of its own is added to `pending`. */
  readInterpolation(source: Source, stream: Token[], pending: Pending[], limit: number) {
    this.pending = pending;
    return this.run(
      source.text,
      stream,
      limit,
      () => this.interpolation(),
      (): ast.Expression => ({
        kind: "Invalid",
        span: { start: stream[0]?.startOffset ?? 0, end: stream[stream.length - 1]?.end ?? 0 },
      }),
    );
  }

  private run<T>(
    text: string,
    stream: Token[],
    limit: number,
    work: () => T,
    otherwise: () => T,
  ): { result: T; diagnostics: Diagnostic[] } {
    this.begin(text, stream, limit);
    const result = this.whole(work, otherwise) ?? otherwise();
    return { result, diagnostics: this.finish() };
  }

  protected override isDeclared(name: Token): boolean {
    return this.declared.has(name);
  }

  protected override docAbove(start: number): string | null {
    return this.docs.above(start);
  }

  private atEnd(): boolean {
    return this.peek().at < 0 || Number.isNaN(this.peek().startOffset);
  }
}
