/** Something imperfect but usable: what it is (`code`), where (`nodeId`, `input`), and the values a worded message needs. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly nodeId?: string;
  readonly input?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}
