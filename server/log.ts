/**
 * What a log line may carry beside its event. Clinics, counts, codes and ids that say nothing about a person;
 * never content, names, user ids, tokens, keys or URLs. What is not listed here is left out at run time too.
 */
const allowedFields = [
  'partner',
  'status',
  'cut',
  'count',
  'code',
  'errcode',
  'method',
  'route',
  'part',
  'port',
  'requestId',
  'roomId',
  'eventType',
  'fileId',
  'auditHash',
  'consultStatus',
  'priority',
  'tier',
  'sizeBytes',
  'durationMs',
  'attempt',
  'error',
  'at',
  'reason',
] as const

export type LogField = (typeof allowedFields)[number]
export type LogFields = Partial<Record<LogField, string | number | boolean | null>>
export type LogLevel = 'info' | 'warn' | 'error'
export type Log = Record<LogLevel, (event: string, fields?: LogFields) => void>

const allowed: ReadonlySet<string> = new Set(allowedFields)
const maxLength = 200
/** User ids, bearer and Matrix tokens. */
const personal = /@[^\s:]*:|Bearer\s|\b(?:syt|mct|eyJ)[_A-Za-z0-9]/

const permitted = (fields: LogFields): LogFields => {
  const kept: LogFields = {}
  for (const [name, value] of Object.entries(fields)) {
    if (!allowed.has(name) || value === undefined) continue
    kept[name as LogField] =
      typeof value !== 'string' ? value : personal.test(value) ? '(withheld)' : value.slice(0, maxLength)
  }
  return kept
}

/** One JSON line per event. */
export const openLog = (
  write: (line: string) => void = (line) => void process.stdout.write(line),
  now: () => number = Date.now,
): Log => {
  const at =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...permitted(fields) })}\n`)
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

export type RecordedLine = { level: LogLevel; event: string } & LogFields

/** For tests: what was logged, after the same allow-list. */
export const recordLog = (): Log & { lines: RecordedLine[] } => {
  const lines: RecordedLine[] = []
  const at =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) =>
      void lines.push({ level, event, ...permitted(fields) })
  return { lines, info: at('info'), warn: at('warn'), error: at('error') }
}

/** What may be said of an unexpected error: its class and where it was thrown. Its message may quote anything. */
export const faultFields = (error: unknown): Pick<LogFields, 'error' | 'at'> => {
  if (!(error instanceof Error)) return { error: typeof error }
  const frame = error.stack?.split('\n').find((line) => /\/(?:server|shared)\/[^)]*\.ts:\d+/.test(line))
  const at = frame?.match(/\/((?:server|shared)\/[^):]*\.ts:\d+)/)?.[1]
  return { error: error.name, ...(at ? { at } : {}) }
}
