import { type Language, useLanguage } from './language.ts'
import { calendarWording, type Wording, wordingOf } from './relative-time.ts'

// Twenty-four hours and day before month in English too: these are European clinics.
const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' }

const formatters = new Map<string, unknown>()

/** Intl formatters cost more to make than to use. */
const once = <T>(key: string, make: () => T): T => {
  const known = formatters.get(key) as T | undefined
  if (known) return known
  const made = make()
  formatters.set(key, made)
  return made
}

const dateFormat = (language: Language, name: string, options: Intl.DateTimeFormatOptions) =>
  once(`date ${language} ${name}`, () => new Intl.DateTimeFormat(locales[language], options))

const numberFormat = (language: Language, name: string, options: Intl.NumberFormatOptions) =>
  once(`number ${language} ${name}`, () => new Intl.NumberFormat(locales[language], options))

const relativeFormat = (language: Language, style: 'long' | 'short') =>
  once(
    `relative ${language} ${style}`,
    () => new Intl.RelativeTimeFormat(locales[language], { numeric: style === 'long' ? 'auto' : 'always', style }),
  )

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export const formatTime = (language: Language, ms: number): string =>
  dateFormat(language, 'time', { hour: '2-digit', minute: '2-digit' }).format(ms)

export const formatDate = (language: Language, ms: number): string =>
  language === 'de'
    ? dateFormat(language, 'date', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(ms)
    : dateFormat(language, 'date', { dateStyle: 'medium' }).format(ms)

export const formatDateTime = (language: Language, ms: number): string =>
  `${formatDate(language, ms)}, ${formatTime(language, ms)}`

/** `heute`, `gestern`, `Montag, 2. November`; with the year when it is not this one. */
export const formatDay = (language: Language, ms: number, now: number): string => {
  const wording = calendarWording(ms, now)
  if (wording.kind === 'day') return relativeFormat(language, 'long').format(wording.days, 'day')
  const year = wording.kind === 'date' ? ({ year: 'numeric' } as const) : {}
  return dateFormat(language, `long day ${wording.kind}`, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
  }).format(ms)
}

const dayStyles = {
  /** `Mo., 2.` */
  short: { weekday: 'short', day: 'numeric' },
  /** `Mo., 2. Nov.` */
  moment: { weekday: 'short', day: 'numeric', month: 'short' },
  /** `Fr., 2. Jan. 2026` */
  farMoment: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** `Montag, 2. November` */
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  /** `2. Nov.` */
  date: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short' },
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** A day of the calendar, e.g. `2026-11-02`, which is the same everywhere. */
const formatCalendarDay = (language: Language, day: string, style: keyof typeof dayStyles): string =>
  dateFormat(language, `calendar ${style}`, { ...dayStyles[style], timeZone: 'UTC' }).format(Date.parse(day))

/** With weekday and seconds, for where somebody looks twice. */
export const formatFullMoment = (language: Language, ms: number): string =>
  dateFormat(language, 'full', { dateStyle: 'full', timeStyle: 'medium' }).format(ms)

const sayWording = (language: Language, ms: number, wording: Wording): string => {
  switch (wording.kind) {
    case 'now':
      return relativeFormat(language, 'long').format(0, 'second')
    case 'minutes':
      return relativeFormat(language, 'short').format(wording.minutes, 'minute')
    case 'day':
      return `${relativeFormat(language, 'long').format(wording.days, 'day')} ${formatTime(language, ms)}`
    case 'this-year':
      return `${dateFormat(language, 'day', { weekday: 'short', day: 'numeric', month: 'short' }).format(ms)}, ${formatTime(language, ms)}`
    case 'date':
      return formatDateTime(language, ms)
    default:
      return wording satisfies never
  }
}

/** `jetzt`, `vor 3 Min.`, `heute 14:05`, `gestern 09:12`, `Mo., 2. Nov., 09:12`. */
export const formatRelative = (language: Language, ms: number, now: number): string =>
  sayWording(language, ms, wordingOf(ms, now))

/** Decimal units, as disks and networks are sold by. */
export const formatSize = (language: Language, bytes: number): string => {
  let at = 0
  let amount = Math.max(0, bytes)
  // 999.5 and not 1000: 999.7 kB would be rounded to "1,000 kB".
  while (amount >= (at === 0 ? 1000 : 999.5) && at < sizeUnits.length - 1) {
    amount /= 1000
    at += 1
  }
  const unit = sizeUnits[at] ?? 'byte'
  const digits = at > 1 && amount < 99.95 ? 1 : 0
  return numberFormat(language, `size ${unit} ${digits}`, {
    style: 'unit',
    unit,
    // "33 byte" in short, which is no English.
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(amount)
}

const unitText = (language: Language, amount: number, unit: 'second' | 'minute' | 'hour' | 'day') =>
  // A day in short is "1 Tg.", which nobody says.
  numberFormat(language, `unit ${unit}`, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'day' ? 'long' : 'short',
  }).format(amount)

/** `14:05` of today, `morgen 07:00`, or with its date: until or since when something lasts. */
export const formatUntil = (language: Language, ms: number, now: number): string => {
  const wording = calendarWording(ms, now)
  return wording.kind === 'day' && wording.days === 0 ? formatTime(language, ms) : sayWording(language, ms, wording)
}

/** The two largest units that say something: `45 Sek.`, `12 Min.`, `1 Std. 5 Min.`, `2 Tage 3 Std.`. */
export const formatDuration = (language: Language, durationMs: number): string => {
  const ms = Math.max(0, durationMs)
  if (ms < minuteMs) return unitText(language, Math.floor(ms / secondMs), 'second')
  if (ms < hourMs) return unitText(language, Math.floor(ms / minuteMs), 'minute')
  const [large, small] = ms < dayMs ? (['hour', 'minute'] as const) : (['day', 'hour'] as const)
  const [largeMs, smallMs] = ms < dayMs ? [hourMs, minuteMs] : [dayMs, hourMs]
  const rest = Math.floor((ms % largeMs) / smallMs)
  const first = unitText(language, Math.floor(ms / largeMs), large)
  return rest > 0 ? `${first} ${unitText(language, rest, small)}` : first
}

/** Follows the language: call its functions where their text is shown. */
export const useFormat = () => {
  const language = useLanguage()
  return {
    time: (ms: number) => formatTime(language(), ms),
    date: (ms: number) => formatDate(language(), ms),
    dateTime: (ms: number) => formatDateTime(language(), ms),
    day: (ms: number, now = Date.now()) => formatDay(language(), ms, now),
    calendarDay: (day: string, style: keyof typeof dayStyles) => formatCalendarDay(language(), day, style),
    fullMoment: (ms: number) => formatFullMoment(language(), ms),
    relative: (ms: number, now = Date.now()) => formatRelative(language(), ms, now),
    until: (ms: number, now = Date.now()) => formatUntil(language(), ms, now),
    size: (bytes: number) => formatSize(language(), bytes),
    duration: (ms: number) => formatDuration(language(), ms),
    number: (value: number) => numberFormat(language(), 'number', { maximumFractionDigits: 6 }).format(value),
    percent: (share: number) => numberFormat(language(), 'percent', { style: 'percent' }).format(share),
  }
}
