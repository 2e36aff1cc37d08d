import type { ParentProps } from 'solid-js'
import { useCompany } from './company.ts'

/** A viewer with whoever looks along. */
export const Framed = (props: ParentProps) => {
  const company = useCompany()
  return <>{company ? company.frame(() => props.children) : props.children}</>
}
