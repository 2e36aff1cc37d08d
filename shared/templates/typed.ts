/** What people type where a number or a day is asked for. */

/** `1,5` as people write it in Germany; nothing of thousands, which could be meant either way. */
export const numberOf = (typed: string): number =>
  /^[-+]?\d{1,9}([.,]\d{1,6})?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN

/** A day that there is: not the 31st of February. */
export const isDay = (typed: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(typed) &&
  !Number.isNaN(Date.parse(typed)) &&
  new Date(typed).toISOString().startsWith(typed)
