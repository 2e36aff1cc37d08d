import { clockAt, dayAt } from '#shared/rota/calendar.ts'
import { useFormat } from '../i18n/index.ts'

/** Moments as people say them, by the clock of a department: `Mo., 30., 08:00–16:00`. */
export const useMoments = (timeZone: () => string) => {
  const format = useFormat()
  const moment = (ms: number): string =>
    `${format.calendarDay(dayAt(ms, timeZone()), 'short')}, ${clockAt(ms, timeZone())}`
  return {
    moment,
    span: (start: number, end: number): string =>
      dayAt(start, timeZone()) === dayAt(end, timeZone())
        ? `${moment(start)}–${clockAt(end, timeZone())}`
        : `${moment(start)} – ${moment(end)}`,
  }
}
