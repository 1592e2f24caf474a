import type { Location, Log, Region, ReportingDescriptor } from 'sarif';
import { diagnosticCodes } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';
import { positionAt } from './span.ts';
import type { Span } from './span.ts';

/** Problems as SARIF 2.1.0, which code hosts show beside the lines of a change. Files are relative to where validation ran. */
export function diagnosticsSarif(diagnostics: readonly Diagnostic[], version: string): Log {
  const codes = [...new Set(diagnostics.map((each) => each.code))].sort();
  const rules = codes.map((code): ReportingDescriptor => ({
    id: code,
    shortDescription: { text: diagnosticCodes[code] },
    help: { text: `rackwright doc error ${code}` },
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Rackwright', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(({ severity, code, message, hint, span, related = [] }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: severity,
          message: { text: hint === undefined ? message : `${message}\n${hint}` },
          locations: span === undefined ? [] : [locationOf(span)],
          ...(related.length > 0 && {
            relatedLocations: related.map((each) => ({ ...locationOf(each.span), message: { text: each.message } })),
          }),
        })),
      },
    ],
  };
}

function locationOf(span: Span): Location {
  return { physicalLocation: { artifactLocation: { uri: uriOf(span.source.name) }, region: regionOf(span) } };
}

/** A relative reference with `/`, whatever characters the path has. */
function uriOf(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

function regionOf({ source, start, end }: Span): Region {
  const [from, to] = [positionAt(source, start), positionAt(source, end)];
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
