import type { Verb } from "../../verb.ts";
import { changesVerb, historyVerb, restoreVerb } from "./history.ts";
import { backupVerb, verifyVerb } from "./keep.ts";
import { countVerb, getVerb, searchVerb, statsVerb } from "./read.ts";
import { deleteVerb, exportVerb, importVerb, setVerb } from "./write.ts";

/** The verbs below `aether memory`. */
export const memoryVerbs: readonly Verb[] = [
  getVerb,
  searchVerb,
  countVerb,
  setVerb,
  deleteVerb,
  importVerb,
  exportVerb,
  statsVerb,
  historyVerb,
  restoreVerb,
  changesVerb,
  backupVerb,
  verifyVerb,
];
