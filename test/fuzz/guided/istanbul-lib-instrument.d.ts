declare module 'istanbul-lib-instrument' {
  /** Only what is used. */
  export function createInstrumenter(options: { readonly esModules: boolean; readonly compact: boolean }): {
    instrumentSync(code: string, file: string): string;
  };
}
