/** The hour of the next day, as the clock on the wall will show it also when summer time begins or ends. */
export const tomorrowAt = (hour: number, now: Date): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hour)
