import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

type OfferProps = { title: string; steps: readonly string[]; use: () => void }

/** What it takes to make a policy of a text, to be looked at before it is done. */
export function RepairOffer({ title, steps, use }: OfferProps) {
  return (
    <Notice tone="info" title={title} live>
      <Steps steps={steps} />
      <p>
        <Button small look="primary" onClick={use}>
          Use the repaired policy
        </Button>
      </p>
    </Notice>
  )
}

/** What was done to the text, until it is changed again. Nothing is saved by it. */
export function RepairDone({ steps, takeBack }: { steps: readonly string[]; takeBack: () => void }) {
  return (
    <Notice tone="ok" title="Repaired, and not yet saved" live>
      <Steps steps={steps} />
      <p>
        <Button small onClick={takeBack}>
          Back to what was pasted
        </Button>
      </p>
    </Notice>
  )
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className="list-decimal pl-5">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}
