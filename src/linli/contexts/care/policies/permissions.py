"""The names of what one may do."""

VIEW, LOOK_AFTER = "care.view", "care.look_after"
SAFEGUARD, NAME_LEADS = "care.safeguard", "care.name_leads"
ATTEND, ORDER, ARRANGE = "care.attend", "care.order", "care.arrange"
KEEP_ROOM = "care.keep_room"
ISSUE, HEAR = "care.give_vouchers", "care.hear"
SETTLEMENTS, SETTLE, APPROVE = "care.settlements", "care.settle", "care.approve_settlement"
