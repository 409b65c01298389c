package hires

import rego.v1

kinds := {"brand", "workshop", "cooperative", "sole_trader", "non_profit"}

categories := {"hard_to_employ", "graduate", "veteran", "out_of_poverty", "monitored"}

default amount := 0

amount := 100000 * count(counted) if input.kind in kinds

counted := [1 |
	some hire in input.hires
	hire.category in categories
	hire.contract
	hire.insured
	hire.new_post
]

paid := [amount]
