import { z } from "zod";

/**
 * Version of the file. The file is gzip (RFC 1952) of lines of JSON: a header, a line for each key (a
 * long one in several), a trailer. Nothing in it depends on how a server keeps its data.
 */
export const FORMAT_VERSION = 1;

/** What keys are about, for people who read a summary. */
export const Section = z.enum(["configuration", "evidence", "recommendations"]);

export type Section = z.infer<typeof Section>;

const Count = z.int().nonnegative();

export const BackupHeader = z.object({
  isochroneBackup: z.literal(FORMAT_VERSION),
  /** Layout of the keys, as `iso:schema` of the store names it. */
  schema: z.int().positive(),
  /** Release that wrote the file. */
  release: z.string(),
  /** Null where no estate was declared. */
  environment: z.string().nullable(),
  createdAtMs: Count,
  contents: z.array(Section),
  leftOut: z.array(z.string()),
  /** Acknowledged batches that were not folded yet when the reading began: not in the file. */
  waitingBatches: Count,
});

export type BackupHeader = z.infer<typeof BackupHeader>;

/** Text as it stands, anything else as base64 (RFC 4648 §4). */
const Packed = z.union([z.string(), z.object({ b64: z.base64() })]);

export type Packed = z.infer<typeof Packed>;

/**
 * One key. The items are: of a string its value; of a hash field and value in turn; of a sorted set member
 * and score in turn; of a set its members; `none` means that the key was gone. A line replaces every
 * earlier one of its key, unless it says that it adds to them.
 */
export const KeyLine = z.object({
  key: z.string().startsWith("iso:"),
  type: z.enum(["string", "hash", "zset", "set", "none"]),
  /** Epoch milliseconds; absent where the key stays. */
  expiresAtMs: Count.optional(),
  items: z.array(Packed),
  adds: z.literal(true).optional(),
});

export type KeyLine = z.infer<typeof KeyLine>;

export const BackupTrailer = z.object({
  trailer: z.object({
    /** Lines between header and trailer. */
    lines: Count,
    /** Different keys in them. */
    keys: Count,
    sections: z.record(Section, Count),
    /** SHA-256 of every byte before this line, before compression, in hexadecimal. */
    sha256: z.string().length(64),
  }),
});

export type BackupTrailer = z.infer<typeof BackupTrailer>["trailer"];
