"""Which days offices work: weekends, public holidays and make-up days, kept by people."""
