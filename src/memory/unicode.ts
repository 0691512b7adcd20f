/** Whether a text is free of half surrogate pairs, which UTF-8 (files, SQLite) cannot hold. */
export function wellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
