import { execFile } from 'node:child_process';

/** Whether the user holds a Kerberos ticket that has not expired. Without Kerberos' tools there is none. */
export async function hasKerberosTicket(): Promise<boolean> {
  return await new Promise((resolve) => {
    execFile('klist', ['-s'], { timeout: 5000 }, (error) => resolve(error === null));
  });
}
