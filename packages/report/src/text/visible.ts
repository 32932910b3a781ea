/** C0 and C1 controls, which XML forbids or nobody sees, marks that turn the direction of text, lone surrogates. */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\p{Surrogate}]/gu;

/** Text of unknown origin as it may be shown: on one line, with U+FFFD for what is unseen or ill-formed. */
export function visible(text: string): string {
  return text.replace(UNSEEN, '\ufffd').replace(/[\t\r\n]+/g, ' ');
}
