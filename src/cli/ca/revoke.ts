import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { issuedRecords, recordRevoked } from '../../pki/record.ts';

/** Takes a certificate back, by its serial number or a beginning of it that no other has. Gives its names. */
export async function revoke(directory: string, serial: string | undefined, now: Date): Promise<readonly string[]> {
  const wanted = (serial ?? '').toLowerCase().replaceAll(':', '');
  const records = await issuedRecords(directory);
  const found = wanted === '' ? [] : records.filter((each) => each.serial.toLowerCase().startsWith(wanted));
  const [record] = found;
  if (record === undefined || found.length > 1) {
    const message =
      found.length > 1 ? `several certificates begin with ${wanted}` : `there is no certificate ${wanted}`;
    throw new InputError([problem('usage', message, undefined, { hint: '`rackwright ca list` shows them' })]);
  }
  if (record.revoked === undefined) await recordRevoked(directory, record, now);
  return record.names;
}
