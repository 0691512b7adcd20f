import { createHash } from "node:crypto";
import { fail } from "../values/thrown.ts";
import { ObjectValue } from "../values/types.ts";
import type { Store } from "./store.ts";

/**
 * How far an import is, kept beside the records and written with each batch, so that both are always at the same line.
 * Lines are known by a digest of all of them: another file, or one that was changed before that line, is noticed.
 */
export class ImportJob {
  private readonly mark: string;
  private readonly hash = createHash("sha256");

  constructor(
    private readonly store: Store,
    name: string,
  ) {
    this.mark = `import ${name}`;
  }

  /** Lines an earlier attempt has imported; 0 when it ended well or there was none. */
  async stopped(): Promise<number> {
    return (await this.noted())?.lines ?? 0;
  }

  /** Takes note of a line that has been read, imported or not. */
  read(line: string): void {
    this.hash.update(line).update("\n");
  }

  /** Makes sure that the lines read so far are those of the earlier attempt. @throws AE6061 */
  async confirm(): Promise<void> {
    const noted = await this.noted();
    if (noted !== null && noted.digest !== this.digest()) this.refuse(noted.lines);
  }

  /** @throws AE6061 always */
  refuse(lines: number): never {
    return fail("AE6061", { lines });
  }

  /** Notes that so many lines are imported; in the transaction of their records. */
  async note(lines: number): Promise<void> {
    const value = new ObjectValue([
      ["lines", lines],
      ["digest", this.digest()],
    ]);
    await this.store.setMark(this.mark, value);
  }

  /** Forgets the job. */
  async done(): Promise<void> {
    await this.store.setMark(this.mark, null);
  }

  private digest(): string {
    return this.hash.copy().digest("hex");
  }

  private async noted(): Promise<{ readonly lines: number; readonly digest: string } | null> {
    const value = await this.store.mark(this.mark);
    if (!(value instanceof ObjectValue)) return null;
    return { lines: value.get("lines") as number, digest: value.get("digest") as string };
  }
}
