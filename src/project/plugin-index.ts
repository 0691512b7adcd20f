import { parse } from "../syntax/index.ts";
import { type ReadSource, readSource } from "./read.ts";

/** Where a plugin is declared. */
export interface PluginFile {
  /** Absolute path. */
  readonly path: string;
  /** Module path of a bundled file (`system/agents`), under which a project file may shadow it; else null. */
  readonly modulePath: string | null;
}

/** What might be a declaration; text in comments and strings can look the same, so a hit is confirmed by parsing. */
const DECLARATION = /\b(?:plugin|agent)[ \t]+([\p{L}_$][\p{L}\p{N}_$]*)/gu;

/** One file of the index: read when the index is first asked, parsed only when one of its candidates is wanted. */
class IndexedFile {
  private source: ReadSource["source"] | null;
  readonly candidates: ReadonlySet<string>;
  private confirmed: readonly string[] | undefined;

  constructor(readonly file: PluginFile) {
    this.source = readSource(file.path, file.path).source;
    this.candidates = new Set([...this.source.text.matchAll(DECLARATION)].map((match) => match[1]!));
  }

  /** Names of the plugins it declares. */
  names(): readonly string[] {
    if (!this.confirmed) {
      const body = this.candidates.size > 0 && this.source ? parse(this.source).file.body : [];
      this.confirmed = body.flatMap((statement) => (statement.kind === "Plugin" ? [statement.name.name] : []));
      this.source = null;
    }
    return this.confirmed;
  }
}

/** Which file declares which plugin. Files added first win. */
export class PluginIndex {
  private readonly waiting: PluginFile[] = [];
  private readonly files: IndexedFile[] = [];

  add(path: string, modulePath: string | null): void {
    this.waiting.push({ path, modulePath });
  }

  find(name: string): PluginFile | null {
    const found = this.read().find((one) => one.candidates.has(name) && one.names().includes(name));
    return found?.file ?? null;
  }

  /** Every declared name once, in the order of the files. */
  names(): readonly string[] {
    return [...new Set(this.read().flatMap((one) => one.names()))];
  }

  private read(): readonly IndexedFile[] {
    for (const file of this.waiting.splice(0)) this.files.push(new IndexedFile(file));
    return this.files;
  }
}
