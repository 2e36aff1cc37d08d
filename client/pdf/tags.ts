import type { jsPDF } from 'jspdf'

/** What a screen reader is told of a piece of text: PDF 32000-1, 14.8.4 "Standard structure types". */
export type Tag = 'H1' | 'H2' | 'H3' | 'P'

/** What jsPDF offers its own plugins; its types do not name it. */
type Internal = {
  events: { subscribe(name: string, listener: (page: { pageNumber: number }) => void): void }
  write(line: string): void
  newObjectDeferred(): number
  newObjectDeferredBegin(id: number, isWritten: boolean): void
  getPageInfo(number: number): { objId: number }
}

type Element = { tag: Tag; pieces: { page: number; mark: number }[] }

export type Tags = {
  /** What is written until the next one belongs together, over pages too. */
  begin(tag: Tag): void
  /** One line of it. */
  line(draw: () => void): void
  /** Repeated on every page, and no part of what is read. */
  aside(draw: () => void): void
}

/** Gives a document the structure that makes it readable aloud, which jsPDF leaves out (14.7, 14.8). */
export const openTags = (pdf: jsPDF): Tags => {
  const internal = pdf.internal as unknown as Internal
  const elements: Element[] = []
  const marks = new Map<number, number[]>()
  let rootId = 0

  const write = (id: number, content: string) => {
    internal.newObjectDeferredBegin(id, true)
    internal.write(`<< ${content} >>`)
    internal.write('endobj')
  }
  internal.events.subscribe('putPage', ({ pageNumber }) => internal.write(`/StructParents ${pageNumber - 1} /Tabs /S`))
  internal.events.subscribe('postPutResources', () => {
    rootId = internal.newObjectDeferred()
    const documentId = internal.newObjectDeferred()
    const treeId = internal.newObjectDeferred()
    const ids = elements.map(() => internal.newObjectDeferred())
    for (const [at, { tag, pieces }] of elements.entries()) {
      const kids = pieces.map(
        ({ page, mark }) => `<< /Type /MCR /Pg ${internal.getPageInfo(page).objId} 0 R /MCID ${mark} >>`,
      )
      write(ids[at] ?? 0, `/Type /StructElem /S /${tag} /P ${documentId} 0 R /K [${kids.join(' ')}]`)
    }
    const owners = [...marks].map(([page, owned]) => `${page - 1} [${owned.map((at) => `${ids[at]} 0 R`).join(' ')}]`)
    write(treeId, `/Nums [${owners.join(' ')}]`)
    const kids = ids.map((id) => `${id} 0 R`).join(' ')
    write(documentId, `/Type /StructElem /S /Document /P ${rootId} 0 R /K [${kids}]`)
    write(rootId, `/Type /StructTreeRoot /K [${documentId} 0 R] /ParentTree ${treeId} 0 R`)
  })
  internal.events.subscribe('putCatalog', () =>
    internal.write(`/MarkInfo << /Marked true >> /StructTreeRoot ${rootId} 0 R`),
  )

  return {
    begin(tag) {
      elements.push({ tag, pieces: [] })
    },
    line(draw) {
      const element = elements.at(-1)
      if (!element) throw new Error('a line needs an element')
      const page = pdf.getCurrentPageInfo().pageNumber
      const owned = marks.get(page) ?? []
      marks.set(page, [...owned, elements.length - 1])
      element.pieces.push({ page, mark: owned.length })
      internal.write(`/${element.tag} << /MCID ${owned.length} >> BDC`)
      draw()
      internal.write('EMC')
    },
    aside(draw) {
      internal.write('/Artifact BMC')
      draw()
      internal.write('EMC')
    },
  }
}
