import { clockAt, dayAt } from '#shared/rota/calendar.ts'
import { useFormat } from '../i18n/index.ts'

/** Moments as people say them, by the clock of a department: `Mo., 30. Nov., 08:00–16:00`. */
export const useMoments = () => {
  const format = useFormat()
  const moment = (ms: number, timeZone: string): string => {
    const day = dayAt(ms, timeZone)
    const isThisYear = day.slice(0, 4) === dayAt(Date.now(), timeZone).slice(0, 4)
    return `${format.calendarDay(day, isThisYear ? 'moment' : 'farMoment')}, ${clockAt(ms, timeZone)}`
  }
  return {
    moment,
    span: (start: number, end: number, timeZone: string): string =>
      dayAt(start, timeZone) === dayAt(end, timeZone)
        ? `${moment(start, timeZone)}–${clockAt(end, timeZone)}`
        : `${moment(start, timeZone)} – ${moment(end, timeZone)}`,
  }
}
