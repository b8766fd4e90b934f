/** The probe's file, or something that it names, is not usable. The message says what to mend. */
export class ProbeFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ProbeFileError";
  }
}
