import type { Problem } from "../contract/problem.ts";

/** A field at fault, and the file that it stands in where it stands in one. */
export type CliField = Problem["fields"][number] & { readonly file?: string };

/** A failure that the user can mend: what is wrong, and what to do about it. */
export class CliError extends Error {
  readonly code: string;
  readonly mend: string;
  /** Names the request in the controller's log; null where none was answered. */
  readonly requestId: string | null;
  readonly fields: readonly CliField[];

  constructor(
    told: {
      code: string;
      message: string;
      mend: string;
      requestId?: string;
      fields?: readonly CliField[];
    },
    options?: ErrorOptions,
  ) {
    super(told.message, options);
    this.name = "CliError";
    this.code = told.code;
    this.mend = told.mend;
    this.requestId = told.requestId ?? null;
    this.fields = told.fields ?? [];
  }
}

/** `shop.yaml:12:5: endpoints[0].url: is missing`, as editors and other tools read it. */
export function fieldText({ file, line, column, path, message }: CliField): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return [place, path, message].filter((part) => part !== "").join(": ");
}
