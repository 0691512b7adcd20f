import type { Value } from "../../values/types.ts";
import { decodeValue, encodeValue } from "../record.ts";
import type { Statements } from "./statements.ts";

const write = "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/** Small facts by name, kept beside the records. */
export class Marks {
  constructor(private readonly statements: Statements) {}

  get(name: string): Value {
    const value = this.statements.get("SELECT value FROM marks WHERE name = ?").pluck().get(name);
    return value === undefined ? null : decodeValue(value as string);
  }

  set(name: string, value: Value): void {
    if (value === null) this.statements.get("DELETE FROM marks WHERE name = ?").run(name);
    else this.statements.get(write).run(name, encodeValue(value));
  }
}
