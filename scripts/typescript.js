// `node --import ./scripts/typescript.js FILE`: Node runs TypeScript as it stands, also in the processes that it forks.
import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
