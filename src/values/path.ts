/** How many steps of a path an error shows. */
const shown = 12;

/**
 * A path into a value as an author would write it: `goals[3].title`, `["odd key"]`. Long paths are cut at the front.
 * @param root what the outermost value is called; may be empty
 */
export function pathText(root: string, steps: readonly (string | number)[]): string {
  const kept = steps.slice(-shown);
  let text = steps.length > shown ? "…" : root;
  for (const step of kept) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step) && step.length <= 64) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step.length > 64 ? `${step.slice(0, 64)}…` : step)}]`;
  }
  return text === "" ? "the value itself" : text;
}
