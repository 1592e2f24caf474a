import type { BlockDevice } from '../../facts/block-device.ts';
import type { FileState } from '../../facts/file-state.ts';
import type { SwapState } from '../../facts/swap-state.ts';

export interface ObservedSwap {
  readonly device: BlockDevice;
  readonly state: FileState;
  readonly used: SwapState | undefined;
  /** Text of /etc/fstab; nothing when there is none. */
  readonly fstab: string | undefined;
}
