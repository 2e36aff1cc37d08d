import { clockAt, dayAt } from '#shared/rota/calendar.ts'
import { useFormat } from '../i18n/index.ts'

/** Moments as people say them, by the clock of a department: `Mo., 30., 08:00–16:00`. */
export const useMoments = () => {
  const format = useFormat()
  const moment = (ms: number, timeZone: string): string =>
    `${format.calendarDay(dayAt(ms, timeZone), 'short')}, ${clockAt(ms, timeZone)}`
  return {
    moment,
    span: (start: number, end: number, timeZone: string): string =>
      dayAt(start, timeZone) === dayAt(end, timeZone)
        ? `${moment(start, timeZone)}–${clockAt(end, timeZone)}`
        : `${moment(start, timeZone)} – ${moment(end, timeZone)}`,
  }
}
