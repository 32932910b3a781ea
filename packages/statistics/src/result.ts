/** A number, or why there is none. */
export type Result = { readonly value: number } | { readonly value: null; readonly reason: string };

export const nothing = (reason: string): Result => ({ value: null, reason });
