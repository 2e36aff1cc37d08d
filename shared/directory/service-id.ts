import * as v from 'valibot'

/** Of a department: names it in addresses, too. */
export const serviceId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/))
