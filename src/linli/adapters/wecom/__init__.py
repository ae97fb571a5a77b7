"""Group robots of WeCom (企业微信群机器人)."""
