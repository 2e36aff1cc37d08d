/**
 * `unsupported`: this browser has none · `off` · `denied`: the browser was told not to ask · `while-open`: allowed, but
 * no push service can be reached, so that only an open page can say something · `on`.
 */
export type NotificationState = 'unsupported' | 'off' | 'denied' | 'while-open' | 'on'
