/** What the command line touches of the process it runs in. */
export interface Io {
  /** Where relative paths start. */
  readonly cwd: string;
  /** Data. */
  stdout(text: string): void;
  /** Progress, notes and errors. */
  stderr(text: string): void;
  /** A terminal, on which a line can be rewritten. */
  readonly stderrIsTty: boolean;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** Errors come with their stack. */
  readonly debug: boolean;
}
