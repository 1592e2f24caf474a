import type { Duplex } from 'node:stream';

/** What is written in one turn goes out at once: ssh2 writes each packet in three pieces, and each would wake the host's sshd. */
export function gatherWrites(stream: Duplex): void {
  const write = stream.write.bind(stream) as (...words: readonly unknown[]) => boolean;
  let gathering = false;
  const send = (): void => {
    gathering = false;
    stream.uncork();
  };
  stream.write = (...words: readonly unknown[]): boolean => {
    if (!gathering) {
      gathering = true;
      stream.cork();
      process.nextTick(send);
    }
    return write(...words);
  };
}
