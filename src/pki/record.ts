import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { x509 } from './x509.ts';
import { readIfThere } from './read-if-there.ts';

/** A certificate that the authority has given away. */
export interface IssuedRecord {
  /** Hexadecimal. */
  readonly serial: string;
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly issued: string;
  readonly expires: string;
  /** ISO 8601; nothing while it counts. */
  readonly revoked?: string;
}

/** Notes a certificate behind the others, one line of JSON each. */
export async function recordIssued(
  directory: string,
  certificate: x509.X509Certificate,
  names: readonly string[],
): Promise<void> {
  const { serialNumber, notBefore, notAfter } = certificate;
  await note(directory, {
    serial: serialNumber,
    names,
    issued: notBefore.toISOString(),
    expires: notAfter.toISOString(),
  });
}

export async function recordRevoked(directory: string, record: IssuedRecord, now: Date): Promise<void> {
  await note(directory, { ...record, revoked: now.toISOString() });
}

/** In the order in which they were given; of each the last word. */
export async function issuedRecords(directory: string): Promise<readonly IssuedRecord[]> {
  const bySerial = new Map<string, IssuedRecord>();
  for (const line of ((await readIfThere(recordFile(directory))) ?? '').split('\n'))
    if (line !== '') {
      const record = JSON.parse(line) as IssuedRecord;
      bySerial.set(record.serial, record);
    }
  return [...bySerial.values()];
}

/** Serial numbers of what was revoked, lower case. @param text of the {@link recordFile} */
export function revokedSerials(text: string): ReadonlySet<string> {
  // Most lines say nothing of it, and need not be read; of the others, one may be about a host of that name.
  const lines = text.split('\n').filter((line) => line.includes('"revoked"'));
  const records = lines.map((line) => JSON.parse(line) as IssuedRecord);
  return new Set(records.filter(({ revoked }) => revoked !== undefined).map(({ serial }) => serial.toLowerCase()));
}

/** All that was given away, one line of JSON each; a later line about a certificate counts. */
export function recordFile(directory: string): string {
  return join(directory, 'issued.jsonl');
}

async function note(directory: string, record: IssuedRecord): Promise<void> {
  await appendFile(recordFile(directory), `${JSON.stringify(record)}\n`, { mode: 0o600 });
}
