import './styles/display.css'
import { createRoot } from 'react-dom/client'
import type { CustomerBridge } from '../shared/ipc/customer'
import { CustomerPage } from './display/customer-page'

declare global {
  interface Window {
    /** Put there by the preload of the customer's window; read only in this file. */
    readonly customer: CustomerBridge
  }
}

const page = document.getElementById('root')
if (page === null) throw new Error('The page has no #root')
const root = createRoot(page)

// Until the first view there is nothing to say: the ground alone.
window.customer.listen((view) => root.render(<CustomerPage view={view} />))
