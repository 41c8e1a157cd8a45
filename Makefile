lock: ## Rebuild the lock files (needs uv and a network)
	:
